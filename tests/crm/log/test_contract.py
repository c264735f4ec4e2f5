"""The library's own tests of a recorder, passed by ours over the log as it is migrated."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from eventsourcing.tests.persistence import (
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

from crm.database import Database
from crm.database.migrate import migrate
from crm.log import Log
from crm.log.recorder import LogRecorder

if TYPE_CHECKING:
    Contract = ApplicationRecorderTestCase[LogRecorder]
else:
    Contract = ApplicationRecorderTestCase


class TestRecorder(Contract):
    """Inserting, selecting, notifying, subscribing, and many at once without conflict."""

    log: Log

    @pytest.fixture(autouse=True)
    def _fresh(self, empty_url: str) -> Iterator[None]:
        with_log = _log(empty_url)
        self.log = next(with_log)
        yield
        next(with_log, None)

    def create_recorder(self) -> LogRecorder:
        """Give the recorder of the fresh log."""
        return self.log.recorder

    def test_insert_subscribe(self) -> None:
        """Subscriptions hear of what is written after them."""
        self.optional_test_insert_subscribe()


class TestPositions(NonInterleavingNotificationIDsBaseCase):
    """The events of one save lie next to each other in the log."""

    log: Log

    @pytest.fixture(autouse=True)
    def _fresh(self, empty_url: str) -> Iterator[None]:
        with_log = _log(empty_url)
        self.log = next(with_log)
        yield
        next(with_log, None)

    def create_recorder(self) -> LogRecorder:
        """Give the recorder of the fresh log."""
        return self.log.recorder


def _log(url: str) -> Iterator[Log]:
    database = Database(url)
    with database.dedicated() as connection:
        migrate(connection)
    log = Log(database)
    yield log
    log.close()
    database.close()
