package org.attune.fhir.capabilities;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.attune.ehr.Capability;
import org.attune.ehr.Capability.Told;

/** Words the table that IT reads. */
final class Rows {

  private final Claims claims;
  private final Function<String, Told> tried;
  private final Capabilities use;
  private final List<Capability> rows = new ArrayList<>();

  Rows(Claims claims, Function<String, Told> tried, Capabilities use) {
    this.claims = claims;
    this.tried = tried;
    this.use = use;
  }

  List<Capability> all() {
    statement();
    use.read().forEach(this::reading);
    deletions();
    unknownParameters();
    flags();
    goals();
    requests();
    forms();
    story();
    writing();
    offered();
    return rows;
  }

  private void row(String feature, Told claimed, Told probed, String usedAs, String meaning) {
    rows.add(new Capability(feature, claimed, probed, usedAs, meaning));
  }

  private void statement() {
    row(
        "statement",
        Told.UNKNOWN,
        Capabilities.told(claims.read()),
        claims.read() ? "read" : "without",
        claims.read()
            ? "The CapabilityStatement names FHIR " + claims.version() + "."
            : "No CapabilityStatement could be read (status "
                + claims.status()
                + "); only what was tried counts.");
  }

  private void reading(String type) {
    var claimed = claims.says("search-type " + type);
    var search = tried.apply("search " + type);
    var form = use.form(type).orElse(SearchForm.USUAL);
    var client = type.equals("Patient") ? "" : " One client's: " + form.of("7") + ".";
    var unsorted = use.sorts(type) ? "" : " It is not asked to sort.";
    var word = "changes";
    var meaning = "Each round reads what changed since the last one.";
    if (search == Told.NO) {
      word = "absent";
      meaning = "It cannot be searched, or not by us: there is none of it for Attune.";
    } else if (tried.apply("dates " + type) == Told.NO) {
      word = "everything";
      meaning =
          "The search does not look at _lastUpdated: all of it is read each time, and what was read"
              + " before is left out. This is slow; ask the vendor for _lastUpdated.";
    } else if (tried.apply("dates " + type) == Told.UNKNOWN) {
      meaning = "Read by _lastUpdated; whether it is looked at could not be told yet.";
    }
    row("reading-" + type, claimed, search, word, meaning + client + unsorted);
  }

  private void deletions() {
    var history = tried.apply("history");
    row(
        "deletions",
        claims.says("history-type Appointment"),
        history,
        history == Told.NO ? "nightly" : "history",
        history == Told.NO
            ? "The EHR keeps no history of a type: what was deleted is found by the nightly"
                + " reconciliation only, up to a day later."
            : "What was deleted is found in the history of each type, in the next round.");
  }

  private void unknownParameters() {
    var strict = tried.apply("strict");
    row(
        "unknown-parameters",
        Told.UNKNOWN,
        strict,
        strict == Told.YES ? "strict" : strict == Told.NO ? "lenient" : "untold",
        strict == Told.NO
            ? "What the EHR does not understand in a search it leaves out in silence; every answer"
                + " is checked for that."
            : "A search that is not understood is asked again more plainly.");
  }

  private void flags() {
    boolean kept = use.keeps("Flag");
    var to = use.flagRecipient();
    row(
        "flag-writing",
        both("Flag"),
        triedBoth("Flag"),
        kept ? "native" : to.isPresent() ? "task" : "card",
        kept
            ? "Findings stand in the record as Flags."
            : to.isPresent()
                ? "The EHR takes no Flags from us: findings go as Tasks to the recipient that"
                    + " attune.ehr.flag-recipient names, and become Flags when it takes them."
                : "The EHR takes no Flags from us: findings wait to be shown as cards. Name a"
                    + " recipient in attune.ehr.flag-recipient to have them as Tasks.");
  }

  private void goals() {
    boolean kept = use.keeps("Goal");
    row(
        "goal-writing",
        both("Goal"),
        triedBoth("Goal"),
        kept ? "native" : "card",
        kept
            ? "Goals are proposed in the record."
            : "The EHR takes no Goals from us: suggestions of goals wait to be shown as cards.");
    boolean plans = use.keeps("CarePlan");
    row(
        "plan-writing",
        both("CarePlan"),
        triedBoth("CarePlan"),
        plans ? "native" : "without",
        plans
            ? "Proposed goals stand in a CarePlan of our own."
            : "The EHR takes no CarePlans from us: proposed goals stand in none.");
  }

  private void requests() {
    for (String type : List.of("Task", "Communication")) {
      boolean kept = use.keeps(type);
      row(
          type.toLowerCase(Locale.ROOT) + "-writing",
          both(type),
          triedBoth(type),
          kept ? "native" : "not",
          kept
              ? "Requests to persons can go as a " + type + "."
              : "Requests to persons cannot go as a "
                  + type
                  + "; where they should, each says so as a write that the EHR will not have.");
    }
  }

  private void forms() {
    boolean taken = use.takesForms();
    row(
        "form-writing",
        claims.says("create QuestionnaireResponse"),
        and(tried.apply("create QuestionnaireResponse"), tried.apply("find QuestionnaireResponse")),
        taken ? "native" : "not",
        taken
            ? "What clients fill here stands in the record as QuestionnaireResponses."
            : "The EHR takes no QuestionnaireResponses from us: clients are not invited to fill"
                + " forms here. Let Attune's account create them.");
  }

  private void story() {
    boolean told = use.adds("Provenance");
    row(
        "provenance-writing",
        claims.says("create Provenance"),
        tried.apply("create Provenance"),
        told ? "native" : "without",
        told
            ? "Each write has a Provenance."
            : "The EHR takes no Provenance from us: only the author of a record tells whose it"
                + " is.");
    boolean device = use.adds("Device");
    row(
        "device-writing",
        claims.says("create Device"),
        tried.apply("create Device"),
        device ? "native" : "not",
        device
            ? "Attune makes the Device that its records name as their author."
            : "The EHR takes no Device from us: make one with the identifier that the manual names,"
                + " or nothing can be written.");
  }

  private void writing() {
    row(
        "transactions",
        claims.says("transaction"),
        tried.apply("transaction"),
        use.together() ? "together" : "separately",
        use.together()
            ? "A record and its Provenance are written in one transaction."
            : "The EHR takes no transactions, or kept a part of one that failed: the record is"
                + " written first, then its Provenance, and what is missing is added later.");
    var match = tried.apply("if-match");
    row(
        "if-match",
        claims.saysAnyOf(List.of("versioning versioned-update Flag", "versioning versioned Flag")),
        match,
        match == Told.YES ? "kept" : match == Told.NO ? "ignored" : "untold",
        match == Told.YES
            ? "A change on an outdated version is refused: nobody's edit is overwritten."
            : match == Told.NO
                ? "The EHR does not look at If-Match: an edit in the very moment of a write could"
                    + " be overwritten. Ask the vendor for versioned updates."
                : "If-Match is sent; whether the EHR looks at it can be told once our Device is"
                    + " there.");
    row(
        "conditional-writes",
        claims.saysAnyOf(List.of("conditional-create Flag", "conditional-update Flag")),
        tried.apply("conditional-update"),
        "looks-first",
        "Attune looks before it makes a record, and relies on nothing else. A conditional update is"
            + " tried on our Device; a conditional create is not, since where it is not understood"
            + " it makes something.");
    patches();
  }

  private void patches() {
    boolean guarded = use.heedsVersions();
    row(
        "patch",
        claims.says("patch CarePlan"),
        tried.apply("patch"),
        use.patches() ? "native" : guarded ? "put" : "not",
        use.patches()
            ? "One goal more can be written into a plan of the team's by JSON Patch, and nothing else"
                + " of it is touched"
                + (guarded ? "." : "; into one without any goal not, while If-Match is not kept.")
            : guarded
                ? "The EHR takes no JSON Patch: a plan of the team's is put back as it was read with"
                    + " one goal more, on that version alone."
                : "The EHR takes no JSON Patch and is not known to keep If-Match: nothing is written"
                    + " into a plan of the team's, since a colleague's edit could be lost. Ask the"
                    + " vendor for one of the two.");
  }

  private void offered() {
    subscriptions();
    row(
        "export",
        claims.saysAnyOf(List.of("$export", "$export Group")),
        tried.apply("export"),
        use.exports(false) ? "offered" : use.exports(true) ? "group" : "not",
        use.exports(false)
            ? "The first load reads an export of all that Attune reads; where that fails, searches."
            : use.exports(true)
                ? "An export is offered of a Group only: name one in attune.ehr.export, or the"
                    + " first load reads by search."
                : "The first load reads by search. An export is not tried before: it would start a"
                    + " job.");
    row(
        "security",
        claims.read() ? Capabilities.told(!claims.security().isEmpty()) : Told.UNKNOWN,
        Told.UNKNOWN,
        claims.security().isEmpty() ? "unnamed" : String.join("+", claims.security()),
        "How one gets in, in the EHR's own words.");
  }

  private void subscriptions() {
    var made = tried.apply("create " + Probes.NOTICES);
    boolean wanted = use.wantsNotices();
    row(
        "subscriptions",
        claims.says("create " + Probes.NOTICES),
        made,
        wanted && made != Told.NO ? "hints" : "not",
        "A Subscription is a hint; what changed is read by date in any case."
            + (!wanted
                ? " None is asked for, and none is tried, while attune.hooks.url is empty."
                : made == Told.NO
                    ? " The EHR takes none from us: let Attune's account create them, or leave"
                        + " attune.hooks.url empty."
                    : ""));
  }

  private Told both(String type) {
    return and(claims.says("create " + type), claims.says("update " + type));
  }

  private Told triedBoth(String type) {
    return and(
        and(tried.apply("create " + type), tried.apply("find " + type)),
        tried.apply("update " + type) == Told.NO ? Told.NO : Told.YES);
  }

  private static Told and(Told one, Told other) {
    if (one == Told.NO || other == Told.NO) {
      return Told.NO;
    }
    return one == Told.YES && other == Told.YES ? Told.YES : Told.UNKNOWN;
  }
}
