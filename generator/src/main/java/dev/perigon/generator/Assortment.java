package dev.perigon.generator;

import java.util.List;

/** The 25 kinds of things that the sample shop sells; larger shops sell variants of them. */
final class Assortment {
  private Assortment() {}

  record Line(String name, String category, String subcategory, int fromDollars, int toDollars) {}

  static final List<Line> LINES =
      List.of(
          new Line("Wireless Headphones", "Electronics", "Audio", 79, 249),
          new Line("Running Shoes", "Footwear", "Athletic", 69, 159),
          new Line("Coffee Maker", "Home & Kitchen", "Appliances", 39, 179),
          new Line("Yoga Mat", "Sports & Fitness", "Exercise", 19, 59),
          new Line("Face Serum", "Beauty", "Skin Care", 14, 69),
          new Line("Laptop Stand", "Computer", "Accessories", 24, 89),
          new Line("Denim Jacket", "Apparel", "Outerwear", 49, 129),
          new Line("Beach Umbrella", "Home & Garden", "Outdoor", 29, 79),
          new Line("Protein Powder", "Health & Nutrition", "Supplements", 24, 64),
          new Line("Electric Toothbrush", "Personal Care", "Oral Care", 29, 149),
          new Line("Desk Lamp", "Home & Office", "Lighting", 19, 89),
          new Line("Leather Wallet", "Accessories", "Wallets", 24, 99),
          new Line("Smart Watch", "Electronics", "Wearables", 149, 449),
          new Line("Board Game", "Toys", "Games", 14, 59),
          new Line("Chef's Knife, 8\"", "Home & Kitchen", "Cutlery", 34, 189),
          new Line("Mechanical Keyboard", "Computer", "Input", 59, 199),
          new Line("Hiking Boots", "Footwear", "Outdoor", 89, 219),
          new Line("Wool Sweater", "Apparel", "Knitwear", 39, 139),
          new Line("Dumbbell Set", "Sports & Fitness", "Strength", 49, 299),
          new Line("Garden Hose", "Home & Garden", "Watering", 19, 69),
          new Line("Monitor", "Electronics", "Displays", 179, 649),
          new Line("Perfume", "Beauty", "Fragrance", 39, 149),
          new Line("Sunglasses", "Accessories", "Eyewear", 29, 199),
          new Line("Novel", "Books", "Fiction", 9, 29),
          new Line("Office Chair", "Home & Office", "Furniture", 99, 399));
}
