"""A loop asks by itself, and where it can't, a thread does."""

import asyncio
from threading import Timer
from typing import Any, LiteralString

import pytest
from psycopg import Connection, OperationalError

from crm.application import CRM
from crm.database.connection import Params
from crm.database.in_loop import InLoop
from features.signed_in import answer_of

WHO = "SELECT pg_backend_pid()"
WHO_HAS_IT = "SELECT pg_backend_pid() FROM (SELECT pg_advisory_xact_lock(7)) AS waited"
IS_THERE = "SELECT true FROM pg_stat_activity WHERE pid = %s"
END = "SELECT pg_terminate_backend(%s, 5000)"


@pytest.fixture
def by_threads(crm: CRM, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what threads are asked, as they are."""
    asked: list[str] = []
    row = crm.database.row

    def noted(shape: Any, sql: LiteralString, params: Params = ()) -> Any:
        asked.append(sql)
        return row(shape, sql, params)

    monkeypatch.setattr(crm.database, "row", noted)
    return asked


async def _who(database: InLoop, sql: LiteralString = WHO) -> int:
    return await database.row(int, sql) or 0


def test_it_asks_over_one_connection_of_its_own_however_many_ask_at_once(
    crm: CRM, by_threads: list[str]
) -> None:
    database = InLoop(crm.database)

    async def asked() -> set[int]:
        async with database.opened():
            return set(await asyncio.gather(*[_who(database) for _ in range(20)]))

    (alone,) = answer_of(asked())

    assert not by_threads
    # PostgreSQL takes a moment to notice.
    crm.database.value(END, [alone])
    assert not crm.database.value(IS_THERE, [alone])


def test_no_row_is_none(crm: CRM) -> None:
    database = InLoop(crm.database)

    async def asked() -> int | None:
        async with database.opened():
            return await database.row(int, "SELECT 1 WHERE false")

    assert answer_of(asked()) is None


def test_a_loop_that_it_was_not_opened_in_asks_in_threads(crm: CRM, by_threads: list[str]) -> None:
    database = InLoop(crm.database)

    async def before_and_after() -> None:
        await _who(database)
        async with database.opened():
            await _who(database)
        await _who(database)

    answer_of(before_and_after())

    assert [WHO, WHO] == by_threads


def test_where_its_connection_died_a_thread_asks_and_it_comes_back(
    crm: CRM, by_threads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = InLoop(crm.database)

    async def asked() -> list[int]:
        async with database.opened():
            first = await _who(database)
            crm.database.value(END, [first])
            assert await _who(database)
            assert await _who(database)
            # Long enough ago.
            monkeypatch.setattr(database, "_not_before", float("-inf"))
            return [first, await _who(database), await _who(database)]

    first, second, third = answer_of(asked())

    assert [WHO, WHO] == by_threads
    assert first != second == third


def test_where_the_database_is_slow_to_answer_it_asks_in_threads(
    crm: CRM, by_threads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.database.in_loop.PATIENCE", 0.2)
    database = InLoop(crm.database)

    async def asked(other: Connection) -> list[int]:
        async with database.opened():
            first = await _who(database)
            other.execute("SELECT pg_advisory_lock(7)")
            waiting = asyncio.create_task(_who(database, WHO_HAS_IT))
            await asyncio.sleep(0.5)
            meanwhile = await _who(database)
            other.execute("SELECT pg_advisory_unlock(7)")
            return [first, meanwhile, await waiting]

    with crm.database.dedicated() as other:
        first, meanwhile, waited = answer_of(asked(other))

    assert first not in {meanwhile, waited}
    assert WHO_HAS_IT in by_threads


def test_where_the_database_never_answers_that_is_told(
    crm: CRM, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.database.in_loop.PATIENCE", 0.2)
    database = InLoop(crm.database)

    async def asked() -> None:
        async with database.opened():
            with pytest.raises(OperationalError):
                await _who(database, WHO_HAS_IT)

    with crm.database.dedicated() as other:
        other.execute("SELECT pg_advisory_lock(7)")
        # The thread goes on waiting, and has to be let go.
        release = Timer(2, other.execute, ["SELECT pg_advisory_unlock(7)"])
        release.start()
        answer_of(asked())
        release.join()


def test_what_is_asked_wrongly_is_no_reason_to_ask_again(crm: CRM) -> None:
    database = InLoop(crm.database)

    async def asked() -> bool:
        async with database.opened():
            first = await _who(database)
            with pytest.raises(Exception, match="division by zero"):
                await database.row(int, "SELECT 1 / 0")
            return first == await _who(database)

    assert answer_of(asked())
