package org.attune.writeback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * That a person closed, reworded, accepted or rejected something of ours, or did what a Task asks
 * for; kept for the record. It names nobody.
 */
@Entity
@Table(name = "chart_edit")
public class ChartEdit {

  @Id private String id;

  @Column(name = "finding_key")
  private String finding;

  @Enumerated(EnumType.STRING)
  private WriteKind kind;

  @Enumerated(EnumType.STRING)
  private Edit.What what;

  private Source resource;
  private Instant seen;

  @Column(name = "done_at")
  private @Nullable Instant done;

  ChartEdit() {}

  ChartEdit(Edit edit, String finding, WriteKind kind, Instant now) {
    this.id = id(edit);
    this.finding = finding;
    this.kind = kind;
    this.what = edit.what();
    again(edit, now);
  }

  /** The same was done once more, after something else. What was seen is no later than that. */
  final void again(Edit edit, Instant now) {
    this.resource = edit.resource();
    this.seen = now;
    var told = edit.done();
    this.done = told != null && told.isAfter(now) ? now : told;
  }

  static String id(Edit edit) {
    return edit.name() + " " + edit.what();
  }

  /** The key of the finding. */
  public String finding() {
    return finding;
  }

  /** What kind of resource it was done to. */
  public WriteKind kind() {
    return kind;
  }

  /** What was done. */
  public Edit.What what() {
    return what;
  }

  /** The resource, in the version in which it was first seen so. */
  public Source resource() {
    return resource;
  }

  /** When that was first seen. */
  public Instant seen() {
    return seen;
  }

  /** When a Task was done, as the record says exactly. */
  public Optional<Instant> done() {
    return Optional.ofNullable(done);
  }
}
