create or refresh materialized view src_products (
  constraint product_id_present expect (product_id is not null) on violation quarantine row,
  constraint price_positive expect (price > 0),
  constraint created_date_valid expect (created_date <= current_date())
)
comment 'One row per active product'
as
with source as (
  -- A date that is none becomes null, which its expectation counts.
  select
    * except (created_date),
    try_cast(created_date as date) as created_date
  from read_files(
    'products/products.csv',
    format => 'csv',
    header => true,
    schema => '
      product_id string, product_name string, category string, subcategory string, brand string,
      price decimal(12,2), cost decimal(12,2), weight_kg decimal(8,3), dimensions string,
      color string, size string, created_date string, status string'
  )
),
ranked as (
  -- The latest entry wins; the other columns only settle ties.
  select
    *,
    row_number() over (
      partition by product_id
      order by
        created_date desc, product_name, category, subcategory, brand, price, cost, weight_kg,
        dimensions, color, size, status
    ) as row_rank
  from source
),
active as (
  select * from ranked where (row_rank = 1 or product_id is null) and status = 'active'
)
select
  product_id, product_name, category, subcategory, brand, price, cost, weight_kg, dimensions,
  color, size, created_date, status,
  price - cost as gross_margin,
  round((price - cost) / nullif(price, 0) * 100, 2) as margin_percent,
  datediff(current_date(), created_date) as days_since_launch,
  case
    when price is null then null
    when price < 50 then 'Budget'
    when price < 150 then 'Mid-Range'
    when price < 300 then 'Premium'
    else 'Luxury'
  end as price_segment,
  case
    when category in ('Electronics', 'Computer') then 'Technology'
    when category in ('Apparel', 'Footwear', 'Accessories') then 'Fashion'
    when category in ('Home & Kitchen', 'Home & Garden', 'Home & Office') then 'Home'
    when category in ('Sports & Fitness', 'Health & Nutrition') then 'Health & Fitness'
    when category in ('Beauty', 'Personal Care') then 'Beauty & Personal Care'
    else 'Other'
  end as category_group
from active
