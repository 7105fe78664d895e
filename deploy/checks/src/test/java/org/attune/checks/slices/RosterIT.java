package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.attune.detection.Detector;
import org.attune.detection.Roster;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The server finds every detector there is: a silent plug-in looks exactly like a healthy clinic.
 */
@ExtendWith(ArquillianExtension.class)
class RosterIT {

  private static final String ON_DISK = "detectors-on-disk.txt";

  @Inject Roster roster;

  @Deployment
  static WebArchive slice() {
    return Slice.of(
            "therapy",
            "ehr",
            "instruments",
            "settings",
            "time",
            "persistence",
            "safety",
            "ledger",
            "nodes",
            "norms",
            "detection")
        .withTestDatabase()
        .addAsResource(new StringAsset(DetectorsOnDisk.names()), ON_DISK);
  }

  @Test
  void the_roster_holds_every_detector_class_on_disk_and_nothing_else() throws IOException {
    List<String> onDisk;
    try (var list = getClass().getClassLoader().getResourceAsStream(ON_DISK)) {
      onDisk = new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(onDisk).hasSizeGreaterThanOrEqualTo(5);
    assertThat(roster.detectors())
        .extracting(Detector::getClass)
        .extracting(Class::getName)
        .containsExactlyInAnyOrderElementsOf(onDisk);
  }
}
