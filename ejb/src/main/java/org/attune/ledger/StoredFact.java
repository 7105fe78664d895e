package org.attune.ledger;

import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.attune.therapy.Booking;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Client;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Treatment;
import org.attune.therapy.Visit;

/**
 * A fact as it lies in the ledger: written once, replaced as a whole. All kinds share one table, so
 * that one query reads all of a client. The columns of each kind stand in {@code META-INF/orm.xml}.
 */
@Entity
@Table(name = "fact")
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
@DiscriminatorColumn(name = "kind", length = 20)
abstract class StoredFact {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "fact")
  @SequenceGenerator(name = "fact", sequenceName = "fact_seq", allocationSize = 200)
  private long id;

  private String reference;

  private PatientId patient;

  StoredFact() {}

  private StoredFact(ChartFact fact) {
    this.reference = fact.source().reference();
    this.patient = fact.patient();
  }

  static StoredFact of(ChartFact fact) {
    if (fact instanceof Booking booking) {
      return new OfBooking(booking);
    } else if (fact instanceof Visit visit) {
      return new OfVisit(visit);
    } else if (fact instanceof Treatment treatment) {
      return new OfTreatment(treatment);
    } else if (fact instanceof ScaleScore score) {
      return new OfScore(score);
    } else if (fact instanceof CheckIn checkIn) {
      return new OfCheckIn(checkIn);
    } else if (fact instanceof CareGoal goal) {
      return new OfGoal(goal);
    } else if (fact instanceof Plan plan) {
      return new OfPlan(plan);
    } else if (fact instanceof Client client) {
      return new OfClient(client);
    }
    throw new IllegalArgumentException("the ledger has no place for " + fact.getClass());
  }

  /** The fact itself. */
  abstract ChartFact fact();

  PatientId patient() {
    return patient;
  }

  String reference() {
    return reference;
  }

  /** Booking. */
  @Entity
  @DiscriminatorValue("BOOKING")
  static class OfBooking extends StoredFact {

    @Embedded private Booking booking;

    OfBooking() {}

    OfBooking(Booking booking) {
      super(booking);
      this.booking = booking;
    }

    @Override
    ChartFact fact() {
      return booking;
    }
  }

  /** Visit. */
  @Entity
  @DiscriminatorValue("VISIT")
  static class OfVisit extends StoredFact {

    @Embedded private Visit visit;

    OfVisit() {}

    OfVisit(Visit visit) {
      super(visit);
      this.visit = visit;
    }

    @Override
    ChartFact fact() {
      return visit;
    }
  }

  /** Treatment. */
  @Entity
  @DiscriminatorValue("TREATMENT")
  static class OfTreatment extends StoredFact {

    @Embedded private Treatment treatment;

    OfTreatment() {}

    OfTreatment(Treatment treatment) {
      super(treatment);
      this.treatment = treatment;
    }

    @Override
    ChartFact fact() {
      return treatment;
    }
  }

  /** ScaleScore. */
  @Entity
  @DiscriminatorValue("SCORE")
  static class OfScore extends StoredFact {

    @Embedded private ScaleScore score;

    OfScore() {}

    OfScore(ScaleScore score) {
      super(score);
      this.score = score;
    }

    @Override
    ChartFact fact() {
      return score;
    }
  }

  /** CheckIn. */
  @Entity
  @DiscriminatorValue("CHECK_IN")
  static class OfCheckIn extends StoredFact {

    @Embedded private CheckIn checkIn;

    OfCheckIn() {}

    OfCheckIn(CheckIn checkIn) {
      super(checkIn);
      this.checkIn = checkIn;
    }

    @Override
    ChartFact fact() {
      return checkIn;
    }
  }

  /** CareGoal. */
  @Entity
  @DiscriminatorValue("GOAL")
  static class OfGoal extends StoredFact {

    @Embedded private CareGoal goal;

    OfGoal() {}

    OfGoal(CareGoal goal) {
      super(goal);
      this.goal = goal;
    }

    @Override
    ChartFact fact() {
      return goal;
    }
  }

  /** Plan. */
  @Entity
  @DiscriminatorValue("PLAN")
  static class OfPlan extends StoredFact {

    @Embedded private Plan plan;

    OfPlan() {}

    OfPlan(Plan plan) {
      super(plan);
      this.plan = plan;
    }

    @Override
    ChartFact fact() {
      return plan;
    }
  }

  /** Client. */
  @Entity
  @DiscriminatorValue("CLIENT")
  static class OfClient extends StoredFact {

    @Embedded private Client client;

    OfClient() {}

    OfClient(Client client) {
      super(client);
      this.client = client;
    }

    @Override
    ChartFact fact() {
      return client;
    }
  }
}
