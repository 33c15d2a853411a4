package org.spectrastreams.formats.jcamp;

/** Writes small JCAMP-DX files, with whole numbers as ordinates, in every way to write them. */
final class JcampFixture {
  static final int[] ORDINATES = {
    0, 0, 0, 0, 2, 4, 4, 4, 7, 5, 4, 4, 5, 5, 7, 10, 11, 11, 6, 5, 7, -6, -9, 9, 120, 119, -12345
  };

  private static final String SQUEEZED = "@ABCDEFGHI";
  private static final String SQUEEZED_MINUS = "@abcdefghi";
  private static final String DIFFERENCES = "%JKLMNOPQR";
  private static final String DIFFERENCES_MINUS = "%jklmnopqr";
  private static final String REPEATS = "?STUVWXYZ";

  /** How ordinates are written. */
  enum Form {
    AFFN,
    PAC,
    SQZ,
    DIF,
    DIFDUP
  }

  private JcampFixture() {}

  /** A header of evenly stepped points; the ordinate's factor is 0.5. */
  static String header(String title, double first, double last, int points, String units) {
    return "##TITLE= "
        + title
        + "\n##JCAMP-DX= 4.24 $$ a comment\n##DATA TYPE= INFRARED SPECTRUM\n##XUNITS= "
        + units
        + "\n##YUNITS= ABSORBANCE\n##XFACTOR= 1\n##YFACTOR= 0.5\n##FIRSTX= "
        + first
        + "\n##LASTX= "
        + last
        + "\n##NPOINTS= "
        + points
        + "\n";
  }

  /** A block with {@link #ORDINATES} from 1000 cm⁻¹ down, 2 cm⁻¹ apart. */
  static String block(String title, Form form) {
    int points = ORDINATES.length;
    double last = 1000 - 2.0 * (points - 1);
    return header(title, 1000, last, points, "1/CM")
        + "##FIRSTY= 0\n##XYDATA= (X++(Y..Y))\n"
        + table(ORDINATES, 1000, -2, form)
        + "##END=\n";
  }

  /** The lines of a table, seven ordinates a line. */
  static String table(int[] ordinates, int first, int step, Form form) {
    StringBuilder text = new StringBuilder();
    boolean differences = form == Form.DIF || form == Form.DIFDUP;
    for (int start = 0; start < ordinates.length; start += 7) {
      int end = Math.min(ordinates.length, start + 7);
      boolean check = differences && start > 0;
      text.append(first + step * (check ? start - 1 : start));
      if (check) {
        text.append(lettered(ordinates[start - 1], SQUEEZED, SQUEEZED_MINUS));
      }
      for (int i = start; i < end; i++) {
        boolean difference = differences && (check || i > start);
        int value = difference ? ordinates[i] - ordinates[i - 1] : ordinates[i];
        int repeats = 1;
        while (form == Form.DIFDUP
            && difference
            && i + repeats < end
            && ordinates[i + repeats] - ordinates[i + repeats - 1] == value) {
          repeats++;
        }
        text.append(
            switch (form) {
              case AFFN -> " " + value;
              case PAC -> (value < 0 ? "" : "+") + value;
              case SQZ -> lettered(value, SQUEEZED, SQUEEZED_MINUS);
              case DIF, DIFDUP ->
                  difference
                      ? lettered(value, DIFFERENCES, DIFFERENCES_MINUS)
                      : lettered(value, SQUEEZED, SQUEEZED_MINUS);
            });
        if (repeats > 1) {
          text.append(REPEATS.charAt(repeats));
          i += repeats - 1;
        }
      }
      text.append('\n');
    }
    if (differences) {
      int last = ordinates.length - 1;
      text.append(first + step * last);
      text.append(lettered(ordinates[last], SQUEEZED, SQUEEZED_MINUS)).append(" $$ checkpoint\n");
    }
    return text.toString();
  }

  private static String lettered(int value, String plus, String minus) {
    String digits = Integer.toString(Math.abs(value));
    return (value < 0 ? minus : plus).charAt(digits.charAt(0) - '0') + digits.substring(1);
  }
}
