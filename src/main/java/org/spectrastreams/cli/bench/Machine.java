package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.spectrastreams.wire.ServiceVersion;

/** What figures depend on besides the program: processor, memory, system, Java. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path PROCESS = Path.of("/proc/self/status");

  private Machine() {}

  static void write(ObjectNode answer, String device) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    answer.put("processor", field(PROCESSORS, "model name").orElse(system.getArch()));
    answer.put("cores", Runtime.getRuntime().availableProcessors());
    answer.put("memoryMegabytes", system.getTotalMemorySize() >> 20);
    answer.put("system", system.getName() + " " + system.getVersion());
    answer.put("java", Runtime.version().toString());
    answer.put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
    answer.put("device", device);
    answer.put("version", ServiceVersion.current());
  }

  /** The most memory that was resident so far, in MB; empty where the system does not tell. */
  static Optional<Long> mostResidentMegabytes() {
    return field(PROCESS, "VmHWM").map(text -> Long.parseLong(text.split(" ")[0]) >> 10);
  }

  private static Optional<String> field(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException elsewhere) {
      return Optional.empty();
    }
  }
}
