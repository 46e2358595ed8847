package dev.perigon.generator.telco;

/**
 * What an operator believes to know of a subscriber's life; later facts follow from earlier ones.
 *
 * @param affluence 0 to 1
 */
record Person(
    int age,
    String gender,
    double affluence,
    boolean married,
    boolean children,
    boolean smartphone,
    boolean android,
    boolean postpaid,
    boolean blocked) {
  static Person of(Dice dice) {
    int age = age(dice);
    double prime = 1 - Math.abs(age - 48) / 48.0;
    double affluence = Math.min(1, dice.unit() * 0.7 + prime * 0.3);
    boolean married = age >= 22 && dice.chance(Math.min(0.75, (age - 20) / 25.0));
    boolean children = age >= 24 && dice.chance(married ? 0.6 : 0.12);
    return new Person(
        age,
        gender(dice.unit()),
        affluence,
        married,
        children,
        dice.chance(age > 65 ? 0.75 : 0.96),
        dice.chance(0.75 - affluence * 0.5),
        dice.chance(0.25 + affluence * 0.6),
        dice.chance(0.03));
  }

  /** 18 to 80, most below 50. */
  private static int age(Dice dice) {
    return 18 + (int) ((dice.unit() + dice.unit() * dice.unit()) / 2 * 63);
  }

  private static String gender(double unit) {
    return unit < 0.48 ? "male" : unit < 0.96 ? "female" : "unknown";
  }

  String ageGroup() {
    return age < 25
        ? "18-24"
        : age < 35 ? "25-34" : age < 45 ? "35-44" : age < 55 ? "45-54" : age < 65 ? "55-64" : "65+";
  }

  String lifestage() {
    if (age < 23) {
      return "student";
    }
    if (age >= 62) {
      return "retired";
    }
    if (children) {
      return age < 38 ? "young_family" : "established_family";
    }
    if (married) {
      return "couple";
    }
    return age < 32 ? "young_single" : "mature_single";
  }

  String affluenceGroup() {
    return affluence < 0.35 ? "low" : affluence < 0.65 ? "medium" : "high";
  }

  String income() {
    return affluence < 0.25
        ? "below_20k"
        : affluence < 0.5 ? "20k_40k" : affluence < 0.75 ? "40k_80k" : "above_80k";
  }

  String occupation() {
    return switch (lifestage()) {
      case "student", "retired" -> lifestage();
      default -> affluence > 0.7 ? "professional" : affluence > 0.4 ? "employee" : "worker";
    };
  }

  int householdSize() {
    return 1 + (married ? 1 : 0) + (children ? 1 + age % 3 : 0);
  }

  String deviceType() {
    return smartphone ? "smartphone" : "feature_phone";
  }

  String operatingSystem() {
    return !smartphone ? "other" : android ? "android" : "ios";
  }

  String subscription() {
    return postpaid ? "postpay" : "prepay";
  }

  String blockedText() {
    return blocked ? "Yes" : "No";
  }
}
