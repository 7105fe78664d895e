package org.attune.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillTest {

  @TempDir private Path folder;

  @Test
  void lines_come_back_in_the_order_of_their_keys_whatever_the_order_they_came_in()
      throws IOException {
    var expected = new ArrayList<String>();
    for (int i = 0; i < 5_000; i++) {
      expected.add("line %05d".formatted(i));
    }
    var shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, new Random(3));
    assertThat(merged("shuffled", shuffled)).isEqualTo(expected);
  }

  @Test
  void what_comes_twice_is_written_twice_only_where_it_differs() throws IOException {
    assertThat(merged("twice", List.of("b", "a", "b"))).containsExactly("a", "b");
  }

  @Test
  void a_key_with_a_tab_in_it_breaks_nothing() throws IOException {
    var spill = new Spill(folder, "tab");
    spill.add("a\tb\nc", "rest");
    spill.close();
    var target = folder.resolve("tab.txt");
    spill.mergeInto(target);
    assertThat(Files.readAllLines(target)).containsExactly("rest");
  }

  private List<String> merged(String name, List<String> lines) throws IOException {
    var spill = new Spill(folder, name);
    lines.forEach(line -> spill.add(line, line));
    spill.close();
    var target = folder.resolve(name + ".txt");
    spill.mergeInto(target);
    return Files.readAllLines(target);
  }
}
