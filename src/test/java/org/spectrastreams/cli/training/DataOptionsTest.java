package org.spectrastreams.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.spectrastreams.cli.Run;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.spectrum.Quantity;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class DataOptionsTest {
  @Command(name = "some-training")
  private static final class Training {
    @Mixin private DataOptions data;
  }

  private static DataOptions parsed(String... arguments) {
    Training training = new Training();
    new CommandLine(training).parseArgs(arguments);
    return training.data;
  }

  @Test
  void shouldTakeEveryChoiceThatAReaderOfLabelledSpectraOffers() throws Exception {
    DataOptions data =
        parsed(
            "--data",
            "some/cells.xlsx",
            "--label",
            "line",
            "--sheet",
            "the second",
            "--dataset",
            "A",
            "--axis-dataset",
            "wn",
            "--quantity",
            "absorbance",
            "--overrule");

    OpenOptions options = data.request().options();
    assertThat(options.choice(ReadChoice.SHEET)).contains("the second");
    assertThat(options.choice(ReadChoice.DATASET)).contains("A");
    assertThat(options.choice(ReadChoice.AXIS_DATASET)).contains("wn");
    assertThat(options.quantity()).contains(Quantity.ABSORBANCE);
    assertThat(options.overrule()).isTrue();
    assertThat(data.typed())
        .isEqualTo(
            "--data cells.xlsx --label line --quantity absorbance --sheet 'the second' --dataset A"
                + " --axis-dataset wn --overrule");
  }

  @Test
  void shouldRefuseAnUnknownUnitAsEveryCommandDoes() {
    String words = "--unit furlong: expected one of cm-1, ";
    assertThatThrownBy(() -> parsed("--data", "a.csv", "--unit", "furlong").request())
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(words);
    Run info = Run.of("info", "a.csv", "--unit", "furlong");
    assertThat(info.exit()).isEqualTo(2);
    assertThat(info.err()).startsWith(words);
  }

  @Test
  void shouldRefuseWhatIsSaidOfAFileWhereThereIsNone() {
    Run info = Run.of("convert", "--sample", "cartilage", "--sheet", "1");
    assertThat(info.exit()).isEqualTo(2);
    assertThat(info.err()).contains("goes with FILE only");
  }
}
