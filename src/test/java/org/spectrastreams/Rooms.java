package org.spectrastreams;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rooms of the project, and what each may use. An arrow may only point down these lists. */
final class Rooms {
  static final String ROOT = "org.spectrastreams.";

  /** For each room, the rooms it may use. */
  static final Map<String, Set<String>> ALLOWED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("spectrum", Set.of()),
              Map.entry("bands", Set.of("spectrum")),
              Map.entry("preprocess", Set.of("spectrum")),
              Map.entry("phantom", Set.of("spectrum")),
              Map.entry("formats", Set.of("phantom", "spectrum")),
              Map.entry("model", Set.of("preprocess", "spectrum")),
              Map.entry("network", Set.of("model", "spectrum")),
              Map.entry("explain", Set.of("model", "preprocess", "bands", "spectrum")),
              Map.entry("wire", Set.of("explain", "bands", "spectrum")),
              Map.entry("export", Set.of("wire", "spectrum")),
              Map.entry(
                  "train",
                  Set.of(
                      "network",
                      "explain",
                      "model",
                      "preprocess",
                      "formats",
                      "phantom",
                      "spectrum")),
              Map.entry(
                  "stream", Set.of("wire", "explain", "model", "preprocess", "bands", "spectrum")),
              Map.entry(
                  "server",
                  Set.of("export", "stream", "wire", "explain", "bands", "model", "spectrum")),
              Map.entry(
                  "cli",
                  Set.of(
                      "server",
                      "export",
                      "stream",
                      "wire",
                      "formats",
                      "phantom",
                      "explain",
                      "model",
                      "preprocess",
                      "bands",
                      "spectrum"))));

  /** For each inner room that uses others of its room, which. */
  static final Map<String, Set<String>> INNER =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cli.bench", Set.of("options", "sending")),
              Map.entry("cli.exporting", Set.of("options")),
              Map.entry("cli.letters", Set.of("options")),
              Map.entry("cli.models", Set.of("options")),
              Map.entry("cli.sending", Set.of("options")),
              Map.entry("cli.training", Set.of("options")),
              Map.entry("cli.watching", Set.of("options", "sending")),
              Map.entry("explain.lime", Set.of()),
              Map.entry("explain.context", Set.of()),
              Map.entry("explain.trust", Set.of("lime")),
              Map.entry("explain.gradient", Set.of("lime")),
              Map.entry("explain.methods", Set.of("lime", "context", "gradient")),
              Map.entry("formats.raster", Set.of("spi")),
              Map.entry("formats.text", Set.of("spi")),
              Map.entry("formats.zip", Set.of("spi")),
              Map.entry("formats.excel", Set.of("spi", "table", "zip")),
              Map.entry("formats.export", Set.of("spi", "text")),
              Map.entry("formats.nmr", Set.of("spi", "text", "records")),
              Map.entry("formats.arrays", Set.of("spi")),
              Map.entry("formats.hdf5", Set.of("spi", "arrays")),
              Map.entry("formats.matlab", Set.of("spi", "arrays", "records")),
              Map.entry("formats.numpy", Set.of("spi", "arrays", "zip")),
              Map.entry("formats.perkin", Set.of("spi", "records")),
              Map.entry("formats.picture", Set.of("spi")),
              Map.entry("formats.pif", Set.of("spi", "text", "records")),
              Map.entry("formats.records", Set.of("spi")),
              Map.entry("formats.renishaw", Set.of("spi", "records")),
              Map.entry("formats.table", Set.of("spi", "text")),
              Map.entry("formats.envi", Set.of("spi", "raster")),
              Map.entry("formats.agilent", Set.of("spi", "raster")),
              Map.entry("formats.galactic", Set.of("spi", "records", "series")),
              Map.entry("formats.omnic", Set.of("spi", "records", "series")),
              Map.entry("formats.opus", Set.of("spi", "records")),
              Map.entry("formats.samples", Set.of("spi", "envi")),
              Map.entry("formats.series", Set.of("spi")),
              Map.entry("formats.jcamp", Set.of("spi", "text", "series")),
              Map.entry("model.engine", Set.of()),
              Map.entry("model.signature", Set.of("engine")),
              Map.entry("network.graph", Set.of()),
              Map.entry("network.exact", Set.of("graph")),
              Map.entry("network.onnx", Set.of("graph", "exact")),
              Map.entry("network.functional", Set.of()),
              Map.entry("network.foreign", Set.of("graph", "onnx")),
              Map.entry("network.gap", Set.of()),
              Map.entry("network.chemometric", Set.of()),
              Map.entry("network.mscnn", Set.of()),
              Map.entry("network.nmr", Set.of()),
              Map.entry("network.raman", Set.of()),
              Map.entry("network.context", Set.of("onnx", "graph")),
              Map.entry("network.domain", Set.of("onnx")),
              Map.entry("server.access", Set.of()),
              Map.entry("server.control", Set.of("access")),
              Map.entry("server.port", Set.of("access")),
              Map.entry("server.startup", Set.of("port")),
              Map.entry("stream.config", Set.of()),
              Map.entry("wire.json", Set.of("tile")),
              Map.entry("wire.tile", Set.of()),
              Map.entry("wire.block", Set.of()),
              Map.entry("stream.broker", Set.of("config")),
              Map.entry("stream.pipeline", Set.of()),
              Map.entry("stream.control", Set.of("pipeline", "broker", "config")),
              Map.entry("stream.score", Set.of("pipeline")),
              Map.entry("stream.gates", Set.of("score")),
              Map.entry("stream.audit", Set.of("score", "pipeline")),
              Map.entry("stream.shadow", Set.of("score", "pipeline")),
              Map.entry("stream.metrics", Set.of("score", "pipeline", "shadow")),
              Map.entry(
                  "stream.scoring",
                  Set.of("score", "audit", "metrics", "shadow", "tracing", "broker", "config")),
              Map.entry(
                  "stream.maps", Set.of("pipeline", "metrics", "tracing", "broker", "config")),
              Map.entry("stream.tracing", Set.of()),
              Map.entry("stream.asking", Set.of("score", "pipeline", "broker", "config")),
              Map.entry(
                  "stream.service",
                  Set.of(
                      "asking",
                      "audit",
                      "broker",
                      "config",
                      "control",
                      "maps",
                      "metrics",
                      "pipeline",
                      "score",
                      "scoring",
                      "tracing")),
              Map.entry("server.contract", Set.of()),
              Map.entry("server.exports", Set.of("limits", "maps")),
              Map.entry("server.maps", Set.of()),
              Map.entry("train.choose", Set.of("family", "data")),
              Map.entry("train.data", Set.of("recipe")),
              Map.entry("train.domain", Set.of("data", "measure")),
              Map.entry("train.dl4j", Set.of("data", "recipe")),
              Map.entry("train.equip", Set.of("contexts", "data", "domain", "measure")),
              Map.entry("train.family", Set.of()),
              Map.entry("train.imports", Set.of("data", "equip")),
              Map.entry("train.contexts", Set.of("dl4j", "data", "recipe")),
              Map.entry("train.label", Set.of("data")),
              Map.entry("train.networks", Set.of("choose", "data", "dl4j", "recipe")),
              Map.entry("train.measure", Set.of("choose", "contexts", "dl4j", "data", "recipe")),
              Map.entry(
                  "train.run",
                  Set.of(
                      "choose",
                      "contexts",
                      "data",
                      "dl4j",
                      "domain",
                      "equip",
                      "family",
                      "label",
                      "measure",
                      "networks",
                      "recipe"))));

  /** Messages, which the rooms around them may use. */
  static final Set<String> GENERATED = Set.of(ROOT + "wire.proto", ROOT + "model.onnx");

  /** Libraries that only some rooms may know. */
  static final Map<String, Set<String>> LIBRARIES =
      new TreeMap<>(
          Map.of(
              "org.apache.kafka..", Set.of("stream", "server", "cli", "wire"),
              "org.rocksdb..", Set.of("stream"),
              "org.deeplearning4j..", Set.of("train"),
              "org.nd4j..", Set.of("train"),
              "ai.onnxruntime..", Set.of("model"),
              "com.google.protobuf..",
                  Set.of("wire", "stream", "export", "model", "network", "server", "cli"),
              "io.micrometer..", Set.of("stream", "server", "cli"),
              "io.javalin..", Set.of("server"),
              "org.eclipse.jetty..", Set.of("server"),
              "picocli..", Set.of("cli")));

  private Rooms() {}
}
