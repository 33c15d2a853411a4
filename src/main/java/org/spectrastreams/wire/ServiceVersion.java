package org.spectrastreams.wire;

/** The version of this service, as results, dead letters and files made of them carry it. */
public final class ServiceVersion {
  private ServiceVersion() {}

  /** The version in the jar's manifest; {@code development} where it runs from classes. */
  public static String current() {
    String version = ServiceVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
