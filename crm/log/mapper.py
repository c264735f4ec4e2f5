"""Events as plain, validated JSON under stable topics."""

import re
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, MapperDeserialisationError, StoredEvent
from eventsourcing.utils import TopicError, get_topic, resolve_topic

from crm.log.upcasts import upcast
from domain.day import Day, UnreadableDay

OURS = re.compile(r"crm(\.[a-z_]+)+\.v[0-9]+")


class PlainJSON(Mapper[UUID]):
    """Writes an event as one JSON object; reads it back only if every field has its type."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self._decoders: dict[str, msgspec.json.Decoder[Any]] = {}

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Write an event."""
        return StoredEvent(
            domain_event.originator_id,
            domain_event.originator_version,
            get_topic(type(domain_event)),
            ENCODER.encode(domain_event),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Read an event. Raises MapperDeserialisationError."""
        return self.read(stored_event.topic, stored_event.state)

    def read(self, topic: str, state: bytes) -> Any:
        """Read the event of a topic from its JSON, an old version by way of its upcasts."""
        topic, state = upcast(topic, state)
        try:
            return (self._decoders.get(topic) or self._decoder(topic)).decode(state)
        except msgspec.ValidationError as error:
            message = f"The event {topic} has a wrong shape: {error}"
            raise MapperDeserialisationError(message) from error

    def _decoder(self, topic: str) -> msgspec.json.Decoder[Any]:
        decoder = msgspec.json.Decoder(_known(topic), dec_hook=_read_value)
        return self._decoders.setdefault(topic, decoder)


def _known(topic: str) -> Any:
    """Return the event of a topic; anything else that a file may name is never imported."""
    try:
        if OURS.fullmatch(topic):
            return resolve_topic(topic)
    except TopicError:
        pass
    message = f"There is no event {topic}"
    raise MapperDeserialisationError(message)


def _write_value(value: Any) -> str:
    if isinstance(value, Day):
        return value.text
    raise NotImplementedError(type(value))


def _read_value(kind: type, value: Any) -> Any:
    if kind is not Day:
        raise NotImplementedError(kind)
    if not isinstance(value, str):
        raise TypeError(value)
    try:
        return Day.parse(value)
    except UnreadableDay as error:
        raise ValueError(error.text) from error


ENCODER = msgspec.json.Encoder(enc_hook=_write_value)
