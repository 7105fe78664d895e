package org.attune.sandbox.caseload;

import java.util.List;
import org.hl7.fhir.r4.model.HumanName;

/** Made-up names from many places. */
final class Names {

  private static final List<String> GIVEN =
      List.of(
          "Ada", "Amina", "Anouk", "Bram", "Carlos", "Chiara", "Daan", "Elif", "Emre", "Fatima",
          "Femke", "Goran", "Hana", "Ibrahim", "Ines", "Jamal", "Jasper", "Kaito", "Lena", "Lotte",
          "Maarten", "Malika", "Mei", "Mila", "Nadia", "Noor", "Olga", "Pieter", "Priya", "Rosa",
          "Ruben", "Samira", "Sanne", "Sven", "Tariq", "Thijs", "Uma", "Wanda", "Yara", "Zoran");

  private static final List<String> FAMILY =
      List.of(
          "Abel",
          "Bakker",
          "Costa",
          "Demir",
          "Dijkstra",
          "Eriksen",
          "Farah",
          "Garcia",
          "Hendriks",
          "Ivanova",
          "Jansen",
          "Kaya",
          "Kowalski",
          "Laurent",
          "Meijer",
          "Moreno",
          "Nakamura",
          "Novak",
          "Okafor",
          "Peters",
          "Quist",
          "Rossi",
          "Said",
          "Santos",
          "Smit",
          "Tan",
          "Ueda",
          "Visser",
          "Wolf",
          "Yilmaz",
          "Zwart");

  private Names() {}

  static HumanName draw(Dice dice) {
    return new HumanName().addGiven(dice.oneOf(GIVEN)).setFamily(dice.oneOf(FAMILY));
  }
}
