package org.spectrastreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the picture in ARCHITECTURE.md shows {@link Rooms} and was drawn from its text. */
class RoomsPictureTest {
  private static final Pattern ROOM = Pattern.compile("(?m)^  (\\w+) +\\[label=");
  private static final Pattern ARROWS =
      Pattern.compile("(?m)^  (\\w+) -> (?:\\{ ([^}]+) }|(\\w+))");
  private static final Pattern TITLE = Pattern.compile("<title>([^<]+)</title>");

  /** The arrows of the text, for every room that it names. */
  private static Map<String, Set<String>> drawn() throws IOException {
    String text = Files.readString(Path.of("docs/architecture.dot"));
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (Matcher room = ROOM.matcher(text); room.find(); ) {
      arrows.put(room.group(1), new TreeSet<>());
    }
    for (Matcher arrow = ARROWS.matcher(text); arrow.find(); ) {
      String targets = arrow.group(2) == null ? arrow.group(3) : arrow.group(2).strip();
      arrows.get(arrow.group(1)).addAll(Set.of(targets.split(" +")));
    }
    return arrows;
  }

  /** What each room may use; only a few commands train, so that the table leaves those out. */
  private static Map<String, Set<String>> allowed() {
    Map<String, Set<String>> rooms = new TreeMap<>();
    Rooms.ALLOWED.forEach((room, uses) -> rooms.put(room, new TreeSet<>(uses)));
    rooms.get("cli").add("train");
    return rooms;
  }

  private static Set<String> reached(Map<String, Set<String>> arrows, String room) {
    return arrows.get(room).stream()
        .flatMap(
            next -> {
              Set<String> all = reached(arrows, next);
              all.add(next);
              return all.stream();
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldDrawEveryRoomAndWhatItUses() throws IOException {
    Map<String, Set<String>> drawn = drawn();
    assertThat(drawn.keySet()).isEqualTo(Rooms.ALLOWED.keySet());
    allowed()
        .forEach(
            (room, uses) -> {
              assertThat(uses).as("arrows from " + room).containsAll(drawn.get(room));
              assertThat(reached(drawn, room)).as("down from " + room).containsAll(uses);
            });
  }

  @Test
  void shouldBeThePictureOfItsText() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("rooms"));
    drawn()
        .forEach(
            (room, uses) -> {
              expected.add(room);
              uses.forEach(used -> expected.add(room + "->" + used));
            });
    Set<String> titles = new TreeSet<>();
    String picture = Files.readString(Path.of("docs/architecture.svg"));
    for (Matcher title = TITLE.matcher(picture); title.find(); ) {
      titles.add(title.group(1).replace("&#45;&gt;", "->"));
    }
    assertThat(titles).isEqualTo(expected);
  }
}
