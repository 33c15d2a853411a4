package org.spectrastreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.proto.Wire;

/** The contract inside the Python package is the one of the service. */
class PythonContractTest {
  @Test
  void shouldBeTheContractOfTheService() throws Exception {
    FileDescriptorSet inside =
        FileDescriptorSet.parseFrom(
            Files.readAllBytes(Path.of("streams/python/spectra_streams/spectra.desc")));
    assertThat(inside.getFileList())
        .as(
            "make it again: protoc -I streams/proto"
                + " --descriptor_set_out=streams/python/spectra_streams/spectra.desc"
                + " streams/proto/spectra.proto")
        .hasSize(1)
        .allSatisfy(file -> assertThat(told(file)).isEqualTo(told(Wire.getDescriptor().toProto())));
  }

  /** Without the names in JSON, which protoc adds and nobody uses. */
  private static FileDescriptorProto told(FileDescriptorProto file) {
    FileDescriptorProto.Builder told = file.toBuilder();
    told.getMessageTypeBuilderList()
        .forEach(message -> message.getFieldBuilderList().forEach(field -> field.clearJsonName()));
    return told.build();
  }
}
