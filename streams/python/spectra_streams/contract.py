"""The messages of the wire contract, made of the description that lies beside this file.

``spectra.desc`` is streams/proto/spectra.proto as protoc describes it, so that no generated code ties this
package to one version of protobuf. A test of the service holds both to be the same.
"""

from importlib import resources

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory


class SpectraError(Exception):
    """What cannot be done; the message says what was expected."""


def _messages():
    files = descriptor_pb2.FileDescriptorSet()
    files.ParseFromString(resources.files(__package__).joinpath("spectra.desc").read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    return lambda name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"spectra.v1.{name}"))


_message = _messages()
SpectrumBlock = _message("SpectrumBlock")
ResultBlock = _message("ResultBlock")
ExplanationRequest = _message("ExplanationRequest")
ExplanationAnswer = _message("ExplanationAnswer")


def number(message, enum, name):
    """The number of a name of an enumeration of a message's field."""
    return message.DESCRIPTOR.fields_by_name[enum].enum_type.values_by_name[name].number


def kafka_settings(kafka, **settings):
    """Settings of a client: an address or a dict, and what this package needs besides."""
    given = {"bootstrap.servers": kafka} if isinstance(kafka, str) else dict(kafka)
    return {**given, **settings}
