"""What one process knows of the log: whether it is proved, being proved, or known to be broken."""

import logging
from contextlib import suppress
from threading import Lock
from time import monotonic

from psycopg import OperationalError

from crm.database import Database
from crm.log.chain import AcceptedBreaks, BrokenChain
from crm.log.verify import proven, verify, verify_on

LOG = logging.getLogger("verkosto")
# Another process may find the log broken; pages tell of it this many seconds later at most.
REMEMBERED = 2


class Proof:
    """Proves what was recorded since the last proof before this process first writes.

    A program that was stopped properly has proved its log to the end, so that this costs nothing;
    after any other end it takes about ten seconds a million events.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.lock = Lock()
        self.is_given = False
        self.going_on_after: int | None = None
        self._broken_at: int | None = None
        self._asked_at = float("-inf")

    def give(self) -> None:
        """Prove what was recorded since the last proof, once; all who write wait for it.

        Where it is broken the database lets nobody write, so nothing is raised here.
        """
        if not self.is_given:
            with self.lock:
                if not self.is_given:
                    self.go_on()
                    self.is_given = True

    def go_on(self) -> None:
        """Prove what was recorded since the last proof."""
        self.going_on_after = proven(self.database).position
        try:
            verify_on(self.database)
        except BrokenChain as broken:
            self._tell(broken)
        finally:
            self.going_on_after = None

    def give_anew(self) -> None:
        """Prove the whole log."""
        try:
            verify(self.database)
        except AcceptedBreaks as accepted:
            LOG.warning("The log is broken where it was accepted: %s", accepted.positions)
        except BrokenChain as broken:
            self._tell(broken)

    @property
    def is_doubted(self) -> bool:
        """Whether this process knows, without asking, that the log is broken or being proved."""
        return self._broken_at is not None or self.going_on_after is not None

    @property
    def is_forgotten(self) -> bool:
        """Whether it is to be asked anew where the log is known to be broken."""
        return monotonic() > self._asked_at + REMEMBERED

    @property
    def broken_at(self) -> int | None:
        """Where the log is known to be broken, unless somebody said to go on all the same."""
        if self.is_forgotten:
            self.ask()
        return self._broken_at

    def ask(self) -> None:
        """Ask where it is known to be broken, as any process may have found."""
        # While the database can't be reached, what was known last is known still.
        with suppress(OperationalError):
            self._broken_at = self.database.value("SELECT broken_at FROM log_state")
        self._asked_at = monotonic()

    def _tell(self, broken: BrokenChain) -> None:
        LOG.critical("The log is broken at position %d", broken.position)
        self._asked_at = float("-inf")
