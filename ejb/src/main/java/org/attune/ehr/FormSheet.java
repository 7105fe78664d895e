package org.attune.ehr;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of our own forms as it is published, in one language.
 *
 * @param id its name among our forms, such as {@code client-check-in}
 * @param language in which its texts are written
 * @param title what stands above it
 * @param items what is asked, in order
 * @param groups what is asked about something, in order
 */
public record FormSheet(
    String id, String language, String title, List<Item> items, List<Group> groups) {

  /** How an item is answered. */
  public enum Kind {
    /** By a whole number within bounds. */
    RATING,
    /** By yes or no. */
    YES_NO,
    /** By one of several choices. */
    CHOICE,
    /** By any number of choices. */
    CHOICES
  }

  /**
   * Something that is asked; every item may be left out.
   *
   * @param name its link id
   * @param kind how it is answered
   * @param text the question
   * @param scale the ends of a rating
   * @param options what can be chosen
   */
  public record Item(
      String name, Kind kind, String text, @Nullable Scale scale, List<Option> options) {

    public Item {
      options = List.copyOf(options);
    }

    private boolean takes(List<String> given) {
      return !given.isEmpty()
          && given.stream().distinct().count() == given.size()
          && (kind == Kind.CHOICES || given.size() == 1)
          && allowed().containsAll(given);
    }

    private Set<String> allowed() {
      return switch (kind) {
        case RATING ->
            scale == null
                ? Set.of()
                : IntStream.rangeClosed(scale.lowest(), scale.highest())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.toSet());
        case YES_NO -> Set.of("true", "false");
        case CHOICE, CHOICES -> options.stream().map(Option::code).collect(Collectors.toSet());
      };
    }
  }

  /**
   * The ends of a rating.
   *
   * @param low what the lowest number means
   * @param high what the highest number means
   */
  public record Scale(int lowest, int highest, String low, String high) {}

  /**
   * A choice.
   *
   * @param code its code
   * @param text as it is read
   */
  public record Option(String code, String text) {}

  /**
   * Something about which several things are asked.
   *
   * @param name its link id
   * @param text what it is
   * @param items what is asked about it
   */
  public record Group(String name, String text, List<Item> items) {

    public Group {
      items = List.copyOf(items);
    }
  }

  public FormSheet {
    items = List.copyOf(items);
    groups = List.copyOf(groups);
  }

  /** Whether these are answers that the form offers. */
  public boolean takes(FormAnswers answers) {
    Map<String, Item> known =
        Stream.concat(items.stream(), groups.stream().flatMap(group -> group.items().stream()))
            .collect(Collectors.toMap(Item::name, Function.identity()));
    return answers.byItem().entrySet().stream()
        .allMatch(
            given -> {
              var item = known.get(given.getKey());
              return item != null && item.takes(given.getValue());
            });
  }
}
