package org.spectrastreams.formats.opus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * Which data block is read: the one that the user names, or else the absorbance, or else the only
 * result there is. Of two blocks of one kind the processed one, which OPUS shows and exports,
 * stands beside the original, which has a bit more set in its type.
 *
 * @param block the block
 * @param others what else there is
 */
record Choice(Block block, List<String> others) {
  static Choice of(Directory directory, Optional<String> asked) throws SpectrumFileException {
    Map<String, List<Block>> named = named(directory);
    if (named.isEmpty()) {
      throw SpectrumFileException.ofFile(
          directory.file().path(),
          "no block of spectra",
          directory.unreadable().isEmpty()
              ? "one with data: save the spectrum in OPUS again"
              : "data that are not compact: save the spectrum in OPUS again, without compression");
    }
    String all = String.join(", ", named.keySet());
    String name;
    if (asked.isPresent()) {
      name =
          named.keySet().stream()
              .filter(asked.get()::equalsIgnoreCase)
              .findFirst()
              .orElseThrow(
                  () ->
                      SpectrumFileException.ofFile(
                          directory.file().path(),
                          "no block \"" + asked.get() + "\"",
                          "--channel with one of " + all));
    } else {
      name = usual(directory, named);
    }
    List<Block> meant = named.get(name);
    List<String> others = new ArrayList<>(named.keySet());
    others.remove(name);
    return new Choice(
        meant.get(0),
        others.stream()
            .map(other -> other + " (" + Channel.of(named.get(other).get(0)).what() + ")")
            .toList());
  }

  /** The blocks under the names by which they are chosen, in the order of the directory. */
  private static Map<String, List<Block>> named(Directory directory) {
    Map<String, List<Block>> kinds =
        directory.data().stream()
            .collect(
                Collectors.groupingBy(
                    block -> Channel.of(block).name() + (block.form() == 2 ? " series" : ""),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Map<String, List<Block>> named = new LinkedHashMap<>();
    for (Map.Entry<String, List<Block>> kind : kinds.entrySet()) {
      List<Block> blocks = kind.getValue();
      List<Block> processed = blocks.stream().filter(block -> block.rest() == 0).toList();
      if (blocks.size() == 2 && processed.size() == 1) {
        named.put(kind.getKey(), processed);
        named.put(
            kind.getKey() + " original",
            blocks.stream().filter(block -> block.rest() != 0).toList());
      } else if (blocks.size() > 1) {
        for (int i = 0; i < blocks.size(); i++) {
          named.put(kind.getKey() + " #" + (i + 1), List.of(blocks.get(i)));
        }
      } else {
        named.put(kind.getKey(), blocks);
      }
    }
    return named;
  }

  private static String usual(Directory directory, Map<String, List<Block>> named)
      throws SpectrumFileException {
    List<String> results =
        named.keySet().stream()
            .filter(name -> Channel.of(named.get(name).get(0)).isResult())
            .filter(name -> !name.endsWith(" original"))
            .toList();
    if (results.size() == 1) {
      return results.get(0);
    }
    for (String name : new String[] {"AB series", "AB"}) {
      if (results.contains(name)) {
        return name;
      }
    }
    throw SpectrumFileException.ofFile(
        directory.file().path(),
        results.isEmpty()
            ? "no spectrum, but " + String.join(", ", named.keySet())
            : "several spectra: " + String.join(", ", results),
        "one absorbance or other result: choose a block with --channel");
  }
}
