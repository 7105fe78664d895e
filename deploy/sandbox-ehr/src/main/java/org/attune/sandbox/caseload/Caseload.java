package org.attune.sandbox.caseload;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.sandbox.caseload.Treatments.Booking;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Resource;

/**
 * The whole caseload: first the house, then one client after the other, those of the stories before
 * the ordinary ones. Nothing is kept, so that it may be as long as a disk is large.
 *
 * @param seed the seed of every dice
 * @param today the day as of which it is told
 * @param zone the hospital's time zone
 * @param clients how many clients
 */
public record Caseload(long seed, LocalDate today, ZoneId zone, int clients) {

  /** Ordinary clients come in blocks; the first few of each block form a group. */
  private static final int BLOCK = 20;

  private static final int GROUP_SIZE = 6;
  private static final int GROUP_WEEKS = 20;

  /** A group whose members all carry a story; far beyond those of ordinary clients. */
  private static final int GROUP_OF_STORIES = 50_000;

  /** How many of the latest hours an ordinary client keeps. */
  static final int QUIET_AT_THE_END = 4;

  /** Gives every record to a receiver, references always to records given before. */
  public void writeTo(Consumer<Resource> receiver) {
    premises().forEach(receiver);
    clientNumbers().forEach(number -> chart(number).forEach(receiver));
  }

  /** The numbers of all clients. */
  public IntStream clientNumbers() {
    return IntStream.rangeClosed(1, clients);
  }

  /** The logical id of a client's Patient resource. */
  public static String clientId(int number) {
    return Person.id(number);
  }

  /** The stories that are told: all, unless there are too few clients. */
  public List<Story> stories() {
    return Stories.ALL.subList(0, Math.min(clients, Stories.ALL.size()));
  }

  /** The records that belong to no client. */
  public List<Resource> premises() {
    return Premises.of(timetable(), seed);
  }

  /** Every record of one client, the group's appointments with the first of its members. */
  public List<Resource> chart(int number) {
    var timetable = timetable();
    var person = person(number);
    var attendance = new AttendanceRecords(timetable);
    var records = new ArrayList<>(new CareRecords(timetable).of(person));
    for (var course : person.courses) {
      if (course.group()) {
        records.addAll(groupAttendance(person, course, attendance));
      } else {
        records.addAll(attendance.of(person, course));
      }
      records.addAll(FormRecords.of(person, course, timetable.therapists()));
    }
    records.addAll(new OtherClinics(timetable).of(person));
    records.addAll(person.oddities);
    return records;
  }

  private Timetable timetable() {
    return Timetable.of(today, zone, clients);
  }

  private Person person(int number) {
    var person = new Person(number, Dice.of(seed, Person.id(number)), today);
    boolean told = number <= Stories.ALL.size();
    person.episode = number % 2 == 0;
    person.otherClinics = number % 3 == 0;
    if (told) {
      tell(person, Stories.ALL.get(number - 1));
    } else {
      live(person);
    }
    return person;
  }

  private void tell(Person person, Story story) {
    var treatments = new Treatments(timetable());
    var script = story.script();
    int therapist = timetable().therapistOf(person.number);
    var latest = timetable().latestSlot(person.number);
    var course =
        treatments.hours(
            Codes.INDIVIDUAL,
            latest,
            Timetable.WEEK,
            script.sessions(),
            therapist,
            script.booking());
    if (!script.inGroup()) {
      person.courses.add(course);
    }
    addGroup(person, treatments);
    if (!script.inGroup()) {
      treatments.misses(course, person.dice, script.quiet());
    }
    script.hours().accept(person);
    fill(person, treatments);
    script.answers().accept(person);
  }

  private void live(Person person) {
    var treatments = new Treatments(timetable());
    var dice = person.dice;
    int place = (person.number - Stories.ALL.size() - 1) % BLOCK;
    if (place > 2) {
      boolean weekly = dice.happens(.6);
      int weeks = dice.happens(.5) ? Timetable.NINE_MONTHS : dice.between(14, 38);
      var course =
          treatments.hours(
              Codes.INDIVIDUAL,
              timetable().latestSlot(person.number),
              weekly ? Timetable.WEEK : Timetable.WEEK.multipliedBy(2),
              weekly ? weeks : weeks / 2,
              timetable().therapistOf(person.number),
              dice.happens(.3) ? Booking.IN_BLOCKS : Booking.ONE_BY_ONE);
      treatments.misses(course, dice, QUIET_AT_THE_END);
      person.courses.add(course);
    }
    addGroup(person, treatments);
    fill(person, treatments);
  }

  /** Ratings first, then the other forms, which have dice of their own. */
  private void fill(Person person, Treatments treatments) {
    var began = person.course().past.get(0).start.toLocalDate();
    person.aims = Aims.usual(Dice.of(seed, person.id() + " goals"), began.plusDays(7));
    for (var course : person.courses) {
      treatments.answers(course, person.dice);
      Habits.fill(
          person, course, Dice.of(seed, "%s %s forms".formatted(person.id(), course.service)));
    }
  }

  /** The group a client belongs to, or -1. */
  private static int groupOf(int number) {
    if (number <= Stories.ALL.size()) {
      var story = Stories.ALL.get(number - 1);
      return story.script().inGroup()
          ? GROUP_OF_STORIES
          : story.name().equals("group-and-single") ? 0 : -1;
    }
    int ordinary = number - Stories.ALL.size() - 1;
    int members = ordinary < BLOCK ? GROUP_SIZE - 1 : GROUP_SIZE;
    return ordinary % BLOCK < members ? ordinary / BLOCK : -1;
  }

  private List<Integer> members(int group) {
    int first = Stories.ALL.size() + 1 + group * BLOCK;
    var ordinary = IntStream.range(first, first + GROUP_SIZE);
    var told = IntStream.rangeClosed(1, Stories.ALL.size());
    return IntStream.concat(told, ordinary)
        .filter(number -> number <= clients && groupOf(number) == group)
        .boxed()
        .toList();
  }

  private void addGroup(Person person, Treatments treatments) {
    int group = groupOf(person.number);
    if (group < 0) {
      return;
    }
    var course = groupCourse(group, treatments);
    for (int i = 0; i < course.past.size(); i++) {
      if (absent(group, i, person.number)) {
        course.past.get(i).ending = Ending.NO_SHOW;
      }
    }
    person.courses.add(course);
  }

  private Course groupCourse(int group, Treatments treatments) {
    return treatments.hours(
        Codes.GROUP,
        timetable().latestGroupSlot(group),
        Timetable.WEEK,
        GROUP_WEEKS,
        group,
        Booking.IN_BLOCKS);
  }

  /** Now and then a member cannot come; not lately, and never twice in a row. */
  private boolean absent(int group, int hour, int member) {
    if (group == GROUP_OF_STORIES) {
      return hour == GROUP_WEEKS - 1 && Stories.ALL.get(member - 1).script().absentAtLast();
    }
    return hour % 8 == 5
        && hour < GROUP_WEEKS - 8
        && Dice.of(seed, "absent-%d-%d-%d".formatted(group, hour, member)).happens(.4);
  }

  private List<Resource> groupAttendance(
      Person person, Course course, AttendanceRecords attendance) {
    int group = groupOf(person.number);
    var members = members(group);
    var records = new ArrayList<Resource>();
    var hours = Stream.concat(course.past.stream(), course.ahead.stream()).toList();
    for (int i = 0; i < hours.size(); i++) {
      if (members.get(0) == person.number) {
        records.add(groupHour(group, i, hours.get(i), members, attendance));
      }
      if (i < course.past.size() && hours.get(i).kept()) {
        var id = AttendanceRecords.groupAppointmentId(group, i);
        records.add(attendance.encounter(person, course, hours.get(i), i, id));
      }
    }
    return records;
  }

  private Resource groupHour(
      int group, int index, Hour hour, List<Integer> members, AttendanceRecords attendance) {
    var appointment = attendance.groupAppointment(group, index, hour, members);
    for (int m = 0; m < members.size(); m++) {
      if (absent(group, index, members.get(m))) {
        appointment.getParticipant().get(m).setStatus(ParticipationStatus.DECLINED);
      }
    }
    return appointment;
  }
}
