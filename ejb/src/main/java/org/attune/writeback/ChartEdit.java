package org.attune.writeback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.attune.therapy.Source;

/** That a person closed, reworded, accepted or rejected something of ours; kept for the record. */
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

  ChartEdit() {}

  ChartEdit(Edit edit, String finding, WriteKind kind, Instant now) {
    this.id = id(edit);
    this.finding = finding;
    this.kind = kind;
    this.what = edit.what();
    this.resource = edit.resource();
    this.seen = now;
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
}
