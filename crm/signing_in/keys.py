"""The key that secrets are sealed under lies outside the database, in a file of its own.

It is made at the first start, or given by whoever keeps the secrets of the machine. While it is
being renewed the next one lies beside it, until all is sealed under that: whenever a renewal is cut
off, every seal still opens.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from crm.settled import settle
from domain.refusal import Refusal

KEY_BYTES = 32
FILE, NEXT = "secret.key", "secret.key.next"


@dataclass(eq=False)
class BadKey(Refusal):
    """The file of a key holds something else."""

    path: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Where the keys of an installation lie; `given` is the file of one that isn't its own."""

    folder: Path
    given: Path | None = None

    def __call__(self) -> list[bytes]:
        """Return the key that secrets are sealed under, and after it others that may open some.

        They are read each time: another process may renew them meanwhile. Raises BadKey.
        """
        if not self.given and not self.own.exists():
            _make(self.own)
        # The next one is read first: at any moment it may be renamed to be this one.
        newest, own = _read_if_there(self.next), _read_if_there(self.own)
        given = _read(self.given) if self.given else None
        return list(dict.fromkeys(key for key in (given, own, newest) if key))

    @property
    def own(self) -> Path:
        """The file of the key that this program made."""
        return self.folder / FILE

    @property
    def next(self) -> Path:
        """The file of the key that takes its place, while it does."""
        return self.folder / NEXT

    def begin_next(self) -> None:
        """Make the key that takes the place of this one, unless one was made and then cut off."""
        if not self.next.exists():
            _make(self.next)

    def newest(self) -> bytes:
        """Return the key that all is to be sealed under in the end."""
        return self()[0] if self.given or not self.next.exists() else _read(self.next)

    def take_next(self) -> None:
        """Let the next key take the place of this one, if there is one: all is sealed under it."""
        if not self.given and self.next.exists():
            self.next.replace(self.own)
            settle(self.folder)


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise BadKey(str(path))
    return key


def _read_if_there(path: Path) -> bytes | None:
    try:
        return _read(path)
    except FileNotFoundError:
        return None


def _make(path: Path) -> None:
    """Write a new key; of several processes that do so at once, the first one's holds."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = path.with_name(f"{path.name}.{uuid4().hex}")
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(written, path)
    except FileExistsError:
        pass
    finally:
        written.unlink()
    settle(path.parent)
