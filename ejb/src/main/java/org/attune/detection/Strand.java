package org.attune.detection;

import java.util.ArrayList;
import java.util.List;
import org.attune.therapy.TherapistId;
import org.jspecify.annotations.Nullable;

/**
 * Forms that may be compared with one another: of one version and language and, where that matters,
 * about one therapist. Another version or therapist starts another strand. Once that one holds
 * three forms of its own, the strand before it is closed for good: what stood in it has passed.
 *
 * @param <F> the kind of form
 */
public final class Strand<F> {

  private final String family;
  private final String version;
  private final List<F> forms = new ArrayList<>();
  private @Nullable TherapistId therapist;
  private boolean closed;
  private int last;
  private int secondLast;
  private int thirdLast;

  private Strand(String family, String version, @Nullable TherapistId therapist) {
    this.family = family;
    this.version = version;
    this.therapist = therapist;
  }

  /**
   * Adds a form to the strand it belongs to. Forms must come in the order of time.
   *
   * @param all the strands so far; grows by one where the form starts a strand
   * @param number how many forms came before
   * @param form the form
   * @param family which forms may take each other's place, such as all of one instrument
   * @param version its version and language
   * @param therapist whom it is about; null where that does not matter or is not known, which joins
   *     it to the newest strand
   */
  public static <F> void add(
      List<Strand<F>> all,
      int number,
      F form,
      String family,
      String version,
      @Nullable TherapistId therapist) {
    var strand = find(all, family, version, therapist);
    if (strand.therapist == null) {
      strand.therapist = therapist;
    }
    strand.forms.add(form);
    strand.thirdLast = strand.secondLast;
    strand.secondLast = strand.last;
    strand.last = number + 1;
    for (Strand<F> other : all) {
      if (other != strand && other.family.equals(family) && strand.thirdLast > other.last) {
        other.closed = true;
      }
    }
  }

  private static <F> Strand<F> find(
      List<Strand<F>> all, String family, String version, @Nullable TherapistId therapist) {
    for (int i = all.size() - 1; i >= 0; i--) {
      var strand = all.get(i);
      if (!strand.closed
          && strand.family.equals(family)
          && strand.version.equals(version)
          && (strand.therapist == null
              || therapist == null
              || strand.therapist.equals(therapist))) {
        return strand;
      }
    }
    var strand = new Strand<F>(family, version, therapist);
    all.add(strand);
    return strand;
  }

  /** Whether another strand has taken its place. */
  public boolean closed() {
    return closed;
  }

  /** Its version and language. */
  public String version() {
    return version;
  }

  /** Its forms, oldest first; never empty. */
  public List<F> forms() {
    return forms;
  }
}
