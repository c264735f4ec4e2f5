"""What is carried over from one run of the program to the next: what takes seconds to gather.

It lies in the data folder only while the program is stopped: the next start takes it away, and so
does every erasure, as it tells names of colleagues. It is taken up only over the very log that it
was gathered from, by the very program: a database that was restored or is another has another hash
at its head.
"""

import hashlib
import os
import pickle
from contextlib import suppress
from functools import cache
from pathlib import Path

from crm.application import CRM
from crm.carried import FILE, take_away
from crm.erasing import is_finished
from crm.erasures import LedgerIsUnreadable
from web import counts
from web.home import glance

# Each is kept by identity of the database, position, and what else was asked.
KEPT = {"counts": counts.COUNTS, "glances": glance.GLANCES}
ROOT = Path(__file__).parents[1]


def leave(crm: CRM, folder: Path) -> None:
    """Leave for the next start what was gathered of the log as it is now.

    Nothing is left where somebody is erased meanwhile, by whatever process.
    """
    with suppress(OSError, LedgerIsUnreadable):
        if is_finished(crm):
            _leave(crm, folder)


def _leave(crm: CRM, folder: Path) -> None:
    position, stamp = _stamp(crm)
    now = crm.database.identity, position
    gathered = {
        name: {key[2:]: answer for key, answer in kept.answers().items() if key[:2] == now}
        for name, kept in KEPT.items()
    }
    take_away(folder)
    # Never into what somebody else put there meanwhile.
    opened = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(pickle.dumps((stamp, gathered)))
    # An erasure takes the file away once it is recorded: what was before this is noticed here.
    if _stamp(crm) != (position, stamp) or not is_finished(crm):
        take_away(folder)


def take_up(crm: CRM, folder: Path) -> None:
    """Take up what the last run left, where nothing was recorded since; the file goes."""
    position, stamp = _stamp(crm)
    try:
        left = _read(folder / FILE)
        (folder / FILE).unlink()
        was, gathered = pickle.loads(left)  # noqa: S301 - written by this user alone
    except Exception:  # noqa: BLE001 - a damaged file can fail in any way, and is worth nothing
        return
    if was == stamp:
        for name, answers in gathered.items():
            for rest, answer in answers.items():
                KEPT[name].put((crm.database.identity, position, *rest), answer)


def _read(path: Path) -> bytes:
    """Return what this user left. Raises PermissionError for a file of anybody else's.

    The folder may be another's: PostgreSQL isn't run by root, and has its data in it.
    """
    with path.open("rb") as file:
        owner = os.fstat(file.fileno()).st_uid
        if hasattr(os, "geteuid") and owner != os.geteuid():
            raise PermissionError(path)
        return file.read()


def _stamp(crm: CRM) -> tuple[int, tuple[bytes, str]]:
    """Return how far the log goes, and what tells it and this program from all others."""
    position, head = crm.database.row(lambda *row: row, HEAD) or (0, b"")
    return position, (head, _program())


@cache
def _program() -> str:
    found = hashlib.sha256()
    for folder in ("crm", "domain", "web"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in {".py", ".po"}:
                found.update(file.read_bytes())
    return found.hexdigest()


HEAD = "SELECT notification_id, hash FROM crm_events ORDER BY notification_id DESC LIMIT 1"
