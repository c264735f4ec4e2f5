"""A plain INSERT of the bytes of an event, committed: as fast as a database writes anything."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import psycopg
from eventsourcing.persistence import StoredEvent
from psycopg.types.json import Jsonb

from crm.log import Origin


class Plain:
    """A table like the log's, with the same keys, and a connection for each thread."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.open = ExitStack()
        self.mine = threading.local()
        self.numbers = count(1)
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE plain (LIKE crm_events INCLUDING ALL)")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        _: type[BaseException] | None,
        __: BaseException | None,
        ___: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self.open.close()

    def insert_of(self, stored: StoredEvent) -> Callable[[], None]:
        """Give what inserts the bytes of an event, under new ids, and commits."""
        metadata = Jsonb(Origin("bench").metadata())

        def insert() -> None:
            row = (
                uuid4(),
                stored.originator_version,
                stored.topic,
                stored.state,
                next(self.numbers),
                uuid4(),
                metadata,
                datetime.now(UTC),
                bytes(32),
                uuid4(),
            )
            self._connection().execute(INSERT, row, prepare=True)

        return insert

    def _connection(self) -> psycopg.Connection[Any]:
        if not hasattr(self.mine, "connection"):
            opened = psycopg.connect(self.url, autocommit=True)
            self.open.callback(opened.close)
            self.mine.connection = opened
        mine: psycopg.Connection[Any] = self.mine.connection
        return mine


INSERT = "INSERT INTO plain VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
