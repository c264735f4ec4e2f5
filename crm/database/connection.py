"""Connections to PostgreSQL, and plain questions that answer with rows of a named shape."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from errno import ENOSPC
from typing import Any, LiteralString, TypeVar
from uuid import uuid4

import msgspec
import psycopg
from psycopg import Connection, Cursor, OperationalError
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import DiskFull
from psycopg.rows import args_row, scalar_row, tuple_row
from psycopg.types.array import ListBinaryDumper
from psycopg.types.json import set_json_loads
from psycopg_pool import ConnectionPool, PoolTimeout

# Thousands of ids are asked for at once; as text, each would be looked through for quotes.
psycopg.adapters.register_dumper(list, ListBinaryDumper)
# A page reads dozens of small objects.
set_json_loads(msgspec.json.decode)

Row = TypeVar("Row")
Answer = TypeVar("Answer")
# How many seconds somebody waits for a connection. A pool that tries on its own for longer tries
# ever more seldom, and would come back minutes after the database has.
PATIENCE = 5
Params = Mapping[str, Any] | Sequence[Any]


def has_no_room(error: BaseException | None) -> bool:
    """Say whether something failed because a disk is full, the database's or this program's."""
    while error:
        if isinstance(error, DiskFull) or getattr(error, "errno", None) == ENOSPC:
            return True
        error = error.__cause__ or error.__context__
    return False


class Database:
    """One database as this program sees it.

    `schemas` are searched in order for the tables of the read models, one schema each; `keys`
    gives what secrets in it are sealed under, which lies outside, and then what else opens some.
    Without it they are good for now only.
    """

    def __init__(
        self,
        url: str,
        schemas: Sequence[str] = (),
        *,
        size: int = 8,
        keys: Callable[[], list[bytes]] | None = None,
    ) -> None:
        for_now = [os.urandom(32)]
        self.keys = keys or for_now.copy
        # What was worked out about one database is never taken for an answer about another.
        self.identity = uuid4()
        path = ",".join([*schemas, "public"])
        self.conninfo: dict[str, Any] = {
            "connect_timeout": PATIENCE,
            **conninfo_to_dict(url),
            "options": f"-c search_path={path} -c timezone=UTC",
        }
        self.pool = ConnectionPool(
            kwargs={**self.conninfo, "autocommit": True},
            min_size=1,
            max_size=size,
            open=False,
            timeout=PATIENCE,
            reconnect_timeout=PATIENCE,
        )

    def rows(self, shape: Callable[..., Row], sql: LiteralString, params: Params = ()) -> list[Row]:
        """Ask, and give each row to `shape`, a slotted class or a function."""
        return self._ask(args_row(shape), sql, params, Cursor.fetchall)

    def row(self, shape: Callable[..., Row], sql: LiteralString, params: Params = ()) -> Row | None:
        """Ask for one row; None where there is none."""
        return self._ask(args_row(shape), sql, params, Cursor.fetchone)

    def values(self, sql: LiteralString, params: Params = ()) -> list[Any]:
        """Ask for one column."""
        return self._ask(scalar_row, sql, params, Cursor.fetchall)

    def pairs(self, sql: LiteralString, params: Params = ()) -> dict[Any, Any]:
        """Ask for two columns, and give the second by the first; thousands of ids at a time."""
        return dict(self._ask(tuple_row, sql, params, Cursor.fetchall, binary=True))

    def value(self, sql: LiteralString, params: Params = ()) -> Any:
        """Ask for one value; None where there is no row."""
        return self._ask(scalar_row, sql, params, Cursor.fetchone)

    def _ask(
        self,
        shape: Any,
        sql: LiteralString,
        params: Params,
        fetch: Callable[[Cursor[Any]], Answer],
        *,
        binary: bool = False,
    ) -> Answer:
        try:
            return self._ask_once(shape, sql, params, fetch, binary=binary)
        except PoolTimeout:
            # It was waited for already.
            raise
        except OperationalError:
            # A connection that died while it lay in the pool is noticed only when it is used;
            # looking at each before would cost every question a round trip.
            self.pool.check()
            return self._ask_once(shape, sql, params, fetch, binary=binary)

    def _ask_once(
        self,
        shape: Any,
        sql: LiteralString,
        params: Params,
        fetch: Callable[[Cursor[Any]], Answer],
        *,
        binary: bool,
    ) -> Answer:
        # Each page asks a few times, and nothing is left open in autocommit: no blocks around it.
        self.pool.open()
        connection = self.pool.getconn()
        try:
            cursor = connection.cursor(row_factory=shape, binary=binary)
            return fetch(cursor.execute(sql, params))
        finally:
            self.pool.putconn(connection)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection in autocommit."""
        self.pool.open()
        with self.pool.connection() as connection:
            yield connection

    def dedicated(self) -> Connection:
        """Open a connection of one's own, for long work; the caller closes it."""
        return Connection.connect(**self.conninfo, autocommit=True)

    def close(self) -> None:
        """Give every connection back."""
        self.pool.close()
