"""Answers that were made, kept to be given again: as they are first, packed where that pays.

Packing a page takes a tenth of the time that making a quick one does. Most are never asked for
again; of those that are, most while they are still among the latest. What takes long to make is
packed all the same.
"""

import zlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from uuid import uuid4

# Some twenty of the longest pages; and about a tenth of what the packed are as text.
LATEST_BYTES, PACKED_BYTES = 1_000_000, 2_500_000
MADE_ONCE = 5_000
# From how many seconds on it takes long: by then, packing adds a twentieth at most.
LONG = 0.005
# What its headers take, and what it was asked by.
BESIDES = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it was answered: its headers, its text, and the route that took it.

    `commands` are the ids of its forms, each good for one sending. `took` is how many seconds it
    was made in, those left out that went to others.
    """

    headers: tuple[tuple[bytes, bytes], ...]
    text: bytes
    route: str
    commands: tuple[bytes, ...]
    took: float = 0.0
    is_packed: bool = False

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return len(self.text) + BESIDES

    def body(self) -> bytes:
        """Return the text, its forms under new ids."""
        text = zlib.decompress(self.text) if self.is_packed else self.text
        for one in self.commands:
            text = text.replace(one, str(uuid4()).encode())
        return text

    def packed(self) -> "Answer":
        """Return the same in less room."""
        return replace(self, text=zlib.compress(self.text, 1), is_packed=True)


class Answers:
    """The latest answers, and those that were asked for more than once."""

    def __init__(self) -> None:
        self._latest, self._packed = _Shelf(), _Shelf()
        # What was made and went unasked; should it be made once more, it is worth packing.
        self._made_once: OrderedDict[int, None] = OrderedDict()

    def find(self, key: str) -> Answer | None:
        """Return what was answered to this."""
        if found := self._latest.take(key):
            self._packed.put(key, found.packed())
            self._make_room()
            return found
        return self._packed.find(key)

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer; those that weren't asked for longest make room."""
        if hash(key) in self._made_once:
            self._packed.put(key, answer.packed())
        else:
            self._latest.put(key, answer)
        self._make_room()

    def _make_room(self) -> None:
        while self._latest.bytes > LATEST_BYTES:
            key, answer = self._latest.drop()
            if answer.took >= LONG:
                self._packed.put(key, answer.packed())
            else:
                self._made_once[hash(key)] = None
        while self._packed.bytes > PACKED_BYTES:
            self._packed.drop()
        while len(self._made_once) > MADE_ONCE:
            self._made_once.popitem(last=False)


class _Shelf:
    """Answers in the order in which they were asked for last, and how long they are together."""

    def __init__(self) -> None:
        self.bytes = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def find(self, key: str) -> Answer | None:
        if found := self._answers.get(key):
            self._answers.move_to_end(key)
        return found

    def take(self, key: str) -> Answer | None:
        if found := self._answers.pop(key, None):
            self.bytes -= found.size
        return found

    def put(self, key: str, answer: Answer) -> None:
        self.take(key)
        self._answers[key] = answer
        self.bytes += answer.size

    def drop(self) -> tuple[str, Answer]:
        key, answer = self._answers.popitem(last=False)
        self.bytes -= answer.size
        return key, answer
