package org.attune.sandbox.caseload;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** A client while the story is being told: who, which courses, what is special about the record. */
final class Person {

  final int number;
  final Dice dice;
  final List<Course> courses = new ArrayList<>();

  /** Records that fit no pattern, made by the story itself. */
  final List<Resource> oddities = new ArrayList<>();

  @Nullable ZonedDateTime died;
  boolean test;
  boolean labelled;
  boolean otherClinics;
  boolean episode;
  boolean onHold;
  @Nullable LocalDate physiotherapyMissedFrom;

  /** When the goals of the plan were last looked at; null where the plan does not say. */
  @Nullable LocalDate goalsLookedAt;

  Person(int number, Dice dice) {
    this.number = number;
    this.dice = dice;
  }

  String id() {
    return id(number);
  }

  static String id(int number) {
    return "client-%06d".formatted(number);
  }

  /** The individual course, or the only one. */
  Course course() {
    return courses.get(0);
  }
}
