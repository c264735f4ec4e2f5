"""Who people are, in a file beside an exported log, a JSON object a line: it is personal data.

Its last line says how many values it holds, of which log, and a hash over all of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import msgspec
from psycopg import Connection, Cursor
from psycopg.rows import args_row

from crm.vault import keep_name
from domain.refusal import Refusal

END = b'{"values":'


@dataclass(eq=False)
class UnreadablePeople(Refusal):
    """A line that says nothing of anybody."""

    number: int


class AlteredPeople(Refusal):
    """Something was changed, added, or taken out; or the file was cut off."""


class PeopleOfAnotherLog(Refusal):
    """The people were written beside another log, or beside more of this one."""


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line: what a field of somebody's held from an event on."""

    person: UUID
    field: str
    position: int
    recorded_at: datetime
    value: str


class End(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last line: how many values there are, the hash of the log's last event, and their own."""

    values: int
    head: str
    hash: str


def beside(log: Path) -> Path:
    """Return where the people of an exported log lie: backup.people.jsonl for backup.jsonl."""
    return log.with_name(f"{log.stem}.people{log.suffix}")


def write_people(connection: Connection[Any], out: BinaryIO, head: str) -> int:
    """Write what the vault holds, as of the same instant as the log, and how many values."""
    encoder, digest, values = msgspec.json.Encoder(), sha256(), 0
    with connection.cursor("people", row_factory=args_row(Said)) as reading:
        for values, said in enumerate(reading.execute(VAULT), start=1):  # noqa: B007 - the last
            text = encoder.encode(said) + b"\n"
            digest.update(text)
            out.write(text)
    out.write(encoder.encode(End(values, head, digest.hexdigest())) + b"\n")
    return values


def take_in_people(cursor: Cursor[Any], source: Iterable[bytes]) -> str:
    """Let an empty vault hold what a file says, and return the head of the log it belongs to.

    Raises UnreadablePeople, AlteredPeople.
    """
    reading, called = _Reading(), {}
    with cursor.copy(COPY) as copy:
        copy.set_types(["uuid", "text", "int8", "timestamptz", "text"])
        for said in reading.values(source):
            copy.write_row((said.person, said.field, said.position, said.recorded_at, said.value))
            if said.field == "name":
                called[said.person] = said.value
    for person, name in called.items():
        keep_name(cursor, person, name)
    return reading.head


class _Reading:
    """Reads the lines; `head` is known after the last of them."""

    head = ""

    def values(self, source: Iterable[bytes]) -> Iterator[Said]:
        digest, decoder, rest = sha256(), msgspec.json.Decoder(Said), iter(source)
        for number, text in enumerate(rest, start=1):
            if text.startswith(END):
                end = _read(msgspec.json.Decoder(End), text, number)
                if (end.values, end.hash) != (number - 1, digest.hexdigest()) or [*rest]:
                    raise AlteredPeople
                self.head = end.head
                return
            digest.update(text)
            yield _read(decoder, text, number)
        raise AlteredPeople


def _read(decoder: msgspec.json.Decoder[Any], text: bytes, number: int) -> Any:
    try:
        return decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UnreadablePeople(number) from error


VAULT = "SELECT person, field, position, recorded_at, value FROM vault ORDER BY position, field"
COPY = "COPY vault (person, field, position, recorded_at, value) FROM STDIN (FORMAT BINARY)"
