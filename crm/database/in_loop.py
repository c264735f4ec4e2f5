"""Questions that the loop of a server asks by itself: a thread costs more than a short answer."""

import asyncio
import os
import socket
from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import LiteralString, TypeVar

from psycopg import AsyncConnection, InterfaceError, OperationalError
from psycopg.rows import args_row

from crm.database.connection import PATIENCE, Database, Params

Row = TypeVar("Row")


class InLoop:
    """Asks a database over a connection of its own, one question after the other.

    Where that fails, or another loop runs than it was opened in, a thread asks as for everything
    else, with its errors; OperationalError also where that gets no answer.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._loop: AbstractEventLoop | None = None
        self._alone = asyncio.Lock()
        self._connection: AsyncConnection | None = None
        self._not_before = float("-inf")

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Ask in the loop that runs, for as long as this lasts."""
        self._loop, self._alone = asyncio.get_running_loop(), asyncio.Lock()
        try:
            yield
        finally:
            self._loop = None
            await self._hang_up()

    async def row(
        self, shape: Callable[..., Row], sql: LiteralString, params: Params = ()
    ) -> Row | None:
        """Ask for one row; None where there is none."""
        if self._loop is asyncio.get_running_loop():
            async with self._alone:
                if monotonic() > self._not_before:
                    try:
                        return await self._row(shape, sql, params)
                    except (OperationalError, InterfaceError):
                        self._not_before = monotonic() + PATIENCE
                        await self._hang_up()
        asked = asyncio.to_thread(self.database.row, shape, sql, params)
        try:
            # It waits for a connection first.
            return await asyncio.wait_for(asked, 2 * PATIENCE)
        except TimeoutError as error:
            raise OperationalError from error

    async def _row(
        self, shape: Callable[..., Row], sql: LiteralString, params: Params
    ) -> Row | None:
        if not self._connection:
            there = self.database.conninfo
            self._connection = await AsyncConnection.connect(**there, autocommit=True)
        cursor = self._connection.cursor(row_factory=args_row(shape))
        overdue = asyncio.get_running_loop().call_later(PATIENCE, _end, self._connection.fileno())
        try:
            return await (await cursor.execute(sql, params)).fetchone()
        finally:
            overdue.cancel()

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            await connection.close()


def _end(number: int) -> None:
    """End a connection from this side: who waits for an answer learns that none will come."""
    with socket.socket(fileno=os.dup(number)) as there:
        there.shutdown(socket.SHUT_RDWR)
