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
  final LocalDate today;
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

  /** Whether somebody close to the client is known, even where they filled in no form. */
  boolean relative;

  /** What the client set out to do. */
  Aims aims = new Aims();

  /**
   * @param today the day as of which the story is told
   */
  Person(int number, Dice dice, LocalDate today) {
    this.number = number;
    this.dice = dice;
    this.today = today;
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
