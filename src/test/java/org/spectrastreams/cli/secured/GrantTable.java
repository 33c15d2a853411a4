package org.spectrastreams.cli.secured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.spectrastreams.stream.broker.SecuredBroker;

/** What docs/security.md says that each role needs, grant by grant. */
record GrantTable(List<Grant> grants) {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| ([a-z]+) \\| ([a-z-]+) \\| (`.+`) \\| ([A-Za-z, ]+) \\|$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** One operation on one resource; a name that ends in an asterisk is a prefix. */
  record Grant(String role, ResourceType type, String name, AclOperation operation) {
    AclBinding binding() {
      boolean prefix = name.endsWith("*");
      return SecuredBroker.binding(
          role,
          new ResourcePattern(
              type,
              prefix ? name.substring(0, name.length() - 1) : name,
              prefix ? PatternType.PREFIXED : PatternType.LITERAL),
          operation);
    }

    /** The same for topics of another prefix than the page has. */
    Grant under(String prefix) {
      return new Grant(role, type, name.replaceFirst("^spectra\\.", prefix), operation);
    }

    /**
     * Whether it permits exactly what was asked. That a right also lets describe is left aside:
     * what is merely looked at, as settings by Kafka Streams, need not be granted.
     */
    boolean covers(SecuredBroker.Asked asked) {
      boolean named =
          name.endsWith("*")
              ? asked.resource().name().startsWith(name.substring(0, name.length() - 1))
              : asked.resource().name().equals(name);
      return asked.user().equals(role)
          && asked.resource().resourceType() == type
          && named
          && asked.operation() == operation;
    }
  }

  static GrantTable read() throws IOException {
    String page = Files.readString(Path.of("docs/security.md"));
    String table = page.substring(page.indexOf("<!-- grants:"), page.indexOf("<!-- /grants"));
    List<Grant> grants = new ArrayList<>();
    for (MatchResult row : ROW.matcher(table).results().toList()) {
      ResourceType type =
          ResourceType.valueOf(row.group(2).toUpperCase(Locale.ROOT).replace('-', '_'));
      for (MatchResult name : NAME.matcher(row.group(3)).results().toList()) {
        for (String operation : row.group(4).split(", ")) {
          String constant = operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_");
          grants.add(
              new Grant(
                  row.group(1),
                  type,
                  name.group(1),
                  AclOperation.valueOf(constant.toUpperCase(Locale.ROOT))));
        }
      }
    }
    return new GrantTable(grants);
  }

  List<String> roles() {
    return grants.stream().map(Grant::role).distinct().toList();
  }

  List<AclBinding> bindings() {
    return grants.stream().map(Grant::binding).toList();
  }

  /** Those without which everything that was asked would have been permitted all the same. */
  List<Grant> inVain(Collection<SecuredBroker.Asked> asked) {
    return grants.stream()
        .filter(
            grant ->
                asked.stream()
                    .filter(SecuredBroker.Asked::allowed)
                    .noneMatch(
                        one ->
                            grant.covers(one)
                                && grants.stream()
                                    .noneMatch(other -> !other.equals(grant) && other.covers(one))))
        .toList();
  }
}
