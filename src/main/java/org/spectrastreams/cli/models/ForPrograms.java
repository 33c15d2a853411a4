package org.spectrastreams.cli.models;

/** A command whose subcommands answer in JSON where programs read them. */
interface ForPrograms {
  /** Whether programs read the answers. */
  boolean json();
}
