package org.spectrastreams.formats.spi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Words in the titles of plots that other languages, and short forms, have for English ones. */
final class TitleWords {
  private static final Map<Pattern, String> ENGLISH = new LinkedHashMap<>();

  static {
    put("wavelength", "wellenl(?:ä|ae)nge|wellenl\\.|longueur d.onde|longitud de onda");
    put("wavelength", "lunghezza d.onda|comprimento de onda|\\bwvls?\\b|波长|波長");
    put("wavenumber", "wellenzahl(?:en)?|nombre d.ondes?|n[uú]mero de ondas?|numero d.onda|波数");
    put("cm-1", "(?:inverse|reciprocal) cm");
    put("absorbance", "absorbanz|extinktion|absorbancia|absorb[aâ]ncia|assorbanza|吸光度|吸收度");
    put("transmittance", "transmitancia|transmit[aâ]ncia|trasmittanza|透过率|透過率|透射率");
    put("raman intensity", "ramanintensit(?:ä|ae)t|ラマン強度|拉曼强度");
  }

  private static final Pattern ANY =
      Pattern.compile(String.join("|", ENGLISH.keySet().stream().map(Pattern::pattern).toList()));

  private TitleWords() {}

  private static void put(String english, String others) {
    ENGLISH.put(Pattern.compile(others), english);
  }

  /** A text in lower case with its words in English. */
  static String inEnglish(String text) {
    if (!ANY.matcher(text).find()) {
      return text;
    }
    String english = text;
    for (Map.Entry<Pattern, String> word : ENGLISH.entrySet()) {
      english = word.getKey().matcher(english).replaceAll(word.getValue());
    }
    return english;
  }
}
