"""The ledger of erasures: a file outside the database, so that no restore brings anybody back.

A line is written before anything is erased: a process that dies in between finishes at its next
start what was asked for.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import msgspec

from crm.settled import settle
from domain.refusal import Refusal

OWN = 0o600


@dataclass(eq=False)
class LedgerIsUnreadable(Refusal):
    """The ledger has a line that names nobody; nothing is served before it is mended."""

    path: str
    line: int


@dataclass(eq=False)
class LedgerIsUnwritable(Refusal):
    """The ledger takes no line, so nobody is erased; `why` is what the system says."""

    path: str
    why: str


class Erasure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the ledger: whose id, when, and who asked for it."""

    person: UUID
    asked_at: datetime
    actor: str


class Ledger:
    """The file erasures.jsonl in a folder, a JSON object a line."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "erasures.jsonl"

    def write(self, *erasures: Erasure) -> None:
        """Add lines, and return only once the disk holds them. Raises LedgerIsUnwritable."""
        try:
            self._write(b"".join(msgspec.json.encode(one) + b"\n" for one in erasures))
        except OSError as error:
            raise LedgerIsUnwritable(str(self.path), error.strerror or "") from error

    def _write(self, lines: bytes) -> None:
        folder = self.path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self.path, "ab+", opener=_open_for_its_user) as file:
            # What a crash cut off isn't joined to.
            file.write(b"\n" * self._is_cut_off(file) + lines)
            file.flush()
            os.fsync(file.fileno())
        settle(folder)

    def erasures(self) -> list[Erasure]:
        """Return the lines, of each person one. Raises LedgerIsUnreadable."""
        if not self.path.exists():
            return []
        found: dict[UUID, Erasure] = {}
        # After the last line end is nothing, or what a crash cut off and nobody was told was done.
        for number, line in enumerate(self.path.read_bytes().split(b"\n")[:-1], start=1):
            # A line that somebody left empty names nobody, and hides nobody.
            if line.strip():
                one = self._read(number, line)
                found[one.person] = one
        return list(found.values())

    def lines(self) -> int:
        """Return how many lines there are: more than before where somebody was erased since."""
        return self.path.read_bytes().count(b"\n") if self.path.exists() else 0

    def _read(self, number: int, line: bytes) -> Erasure:
        try:
            return msgspec.json.decode(line, type=Erasure)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LedgerIsUnreadable(str(self.path), number) from error

    @staticmethod
    def _is_cut_off(file: BinaryIO) -> bool:
        if not file.tell():
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _open_for_its_user(path: str, flags: int) -> int:
    """Open a file that nobody else reads, also one that an older program made for others too."""
    opened = os.open(path, flags, OWN)
    # Whoever it belongs to, the line is written; crm doctor tells of the rest.
    with suppress(PermissionError):
        Path(path).chmod(OWN)
    return opened
