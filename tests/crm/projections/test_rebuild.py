"""A rebuild makes the same tables as those kept live, whatever happened, however it is cut."""

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread, get_native_id
from time import monotonic
from uuid import UUID

import pytest

from crm.application import CRM
from crm.helper import GIVING_WAY, Helper, thread_gives_way
from crm.log import Log, Origin
from crm.opening import AllReadModels
from crm.projections import deciding, reading
from crm.projections.rebuild import Progress, RebuildIsRunning, rebuild
from domain.day import Day
from domain.fact import Fact
from domain.partner import Description, Partner
from tests.conftest import Installation
from tests.crm.contents import contents, leave_behind, positions
from tests.crm.telling import tell

MODELS = AllReadModels().models
SCHOOL = Description("school")


class Stopped(Exception):
    """Somebody stopped the rebuild."""


class Gone(Helper):
    """One that ends before it has answered."""

    def __init__(self, needed: object = None) -> None:
        super().__init__(needed)
        self.close()


class Stuck(Helper):
    """One that was stopped, and isn't gone."""

    def __init__(self, needed: object = None) -> None:
        super().__init__(needed)
        os.kill(self.ask(os.getpid).result(), signal.SIGSTOP)
        self.patience = 1


def test_the_history_holds_every_kind_of_event(told: CRM) -> None:
    kinds = {vars(event).get("TOPIC", "") for event in _events(Fact)}

    found = set(told.database.values("SELECT DISTINCT topic FROM crm_events"))

    assert {topic for topic in kinds if topic and not topic.startswith("crm.import.")} == found


@pytest.mark.parametrize("batch", [5_000, 100, 7, 1])
def test_a_rebuild_equals_what_was_kept_live(
    told: CRM, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = contents(told.database)
    monkeypatch.setattr(reading, "BATCH", batch)

    reached = rebuild(told.database, MODELS)

    assert told.position() == reached
    _assert_equal(live, contents(told.database))


@pytest.mark.parametrize("helper", [Helper, Gone, Stuck])
def test_what_helpers_work_out_equals_what_was_kept_live(
    told: CRM, helper: type[Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    live = contents(told.database)
    monkeypatch.setattr(reading, "BATCH", 100)
    monkeypatch.setattr(deciding, "WORTH_IT", 0)
    monkeypatch.setattr(deciding, "Helper", helper)

    reached = rebuild(told.database, MODELS)

    assert told.position() == reached
    _assert_equal(live, contents(told.database))


def test_a_helper_that_needs_one_read_model_knows_every_event(told: CRM) -> None:
    search = [model for model in MODELS if model.name == "search"]
    conninfo = tuple(told.database.conninfo.items())

    with Helper(search) as helper:
        asked = deciding.decided_between, conninfo, search, 0, told.position()
        (writer,) = helper.ask(*asked).result()

    assert writer.steps


def test_whoever_saves_meanwhile_comes_before_what_decides() -> None:
    with ThreadPoolExecutor(1, initializer=thread_gives_way) as one:
        gave_way = one.submit(_priority).result()

    assert max(_priority(), GIVING_WAY) == gave_way or sys.platform != "linux"


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, get_native_id())


def test_no_connection_is_kept_where_helpers_are_gone(
    told: CRM, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "WORTH_IT", 0)
    monkeypatch.setattr(deciding, "Helper", Gone)

    rebuild(told.database, MODELS)

    until = monotonic() + 10
    while told.database.values(READING):
        assert monotonic() < until


def test_what_helpers_work_out_with_is_let_go_of_when_it_is_stopped(
    told: CRM, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = contents(told.database)
    monkeypatch.setattr(reading, "BATCH", 50)
    monkeypatch.setattr(deciding, "WORTH_IT", 0)

    with pytest.raises(Stopped):
        rebuild(told.database, MODELS, _stop_at(100))

    kept = contents(told.database)
    assert live == {table: kept[table] for table in live}
    rebuild(told.database, MODELS)
    _assert_equal(live, contents(told.database))


@pytest.mark.parametrize("seed", range(6))
def test_a_rebuild_equals_any_history(early: CRM, seed: int) -> None:
    tell(early, seed, 150)
    live = contents(early.database)

    rebuild(early.database, MODELS)

    _assert_equal(live, contents(early.database))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_each_read_model_can_be_rebuilt_by_itself(told: CRM, model: object) -> None:
    chosen = [one for one in MODELS if one is model]
    live = contents(told.database)

    rebuild(told.database, chosen)

    _assert_equal(live, contents(told.database))
    assert {told.position()} == set(positions(told.database).values())


def test_no_read_model_is_left_empty_by_the_history(told: CRM) -> None:
    empty = {name for (_, name), rows in contents(told.database).items() if not rows}

    assert {"run"} == empty


def test_a_rebuild_that_is_stopped_leaves_the_live_tables_as_they_were(
    told: CRM, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = contents(told.database)
    monkeypatch.setattr(reading, "BATCH", 50)

    with pytest.raises(Stopped):
        rebuild(told.database, MODELS, _stop_at(200))

    kept = contents(told.database)
    assert live == {table: kept[table] for table in live}
    assert told.position() == rebuild(told.database, MODELS)
    _assert_equal(live, contents(told.database))


def test_two_rebuilds_are_not_run_at_once(told: CRM) -> None:
    refused = []

    def again(_done: int, _of: int) -> None:
        with pytest.raises(RebuildIsRunning) as caught:
            rebuild(told.database, MODELS)
        refused.append(caught.value)

    rebuild(told.database, MODELS, again)

    assert refused


def test_what_is_written_during_a_rebuild_is_not_lost(
    crm: CRM, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH", 20)
    _register(crm, "ennen", 60)
    writing, enough = Event(), Event()
    writer = Thread(target=_keep_writing, args=(crm, writing, enough))

    def wait(_done: int, _of: int) -> None:
        if not writer.ident:
            writer.start()
        assert writing.wait(10)

    rebuild(crm.database, MODELS, wait)
    enough.set()
    writer.join()

    live = contents(crm.database)
    rebuild(crm.database, MODELS)
    _assert_equal(live, contents(crm.database))
    assert {crm.position()} == set(positions(crm.database).values())
    assert 60 < crm.database.value("SELECT count(*) FROM party WHERE name LIKE 'aikana%%'") + 60


def test_writers_do_not_wait_for_those_who_read_the_former_tables(crm: CRM) -> None:
    _register(crm, "ennen", 3)
    rebuilding = Thread(target=rebuild, args=(crm.database, MODELS))

    with crm.database.dedicated() as reader, reader.transaction():
        reader.execute("SELECT count(*) FROM party")
        rebuilding.start()
        until = monotonic() + 30
        while not _former(crm):
            assert monotonic() < until
            rebuilding.join(0.05)
        _register(crm, "sitten", 1)
        assert rebuilding.is_alive()
    rebuilding.join()

    assert [] == _former(crm)
    assert 4 == crm.database.value("SELECT count(*) FROM party")


def test_former_tables_that_were_left_behind_are_dropped_by_the_next_rebuild(crm: CRM) -> None:
    with crm.database.connection() as connection:
        connection.execute("CREATE SCHEMA directory_4_former CREATE TABLE party ()")

    rebuild(crm.database, MODELS)

    assert [] == _former(crm)
    assert 1 == len(_register(crm, "sitten", 1))


def test_what_an_older_program_wrote_is_caught_up_before_the_next_write(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH", 3)
    newer = installation()
    _register(newer, "uusi", 2)
    older = Log(newer.database)
    for number in range(10):
        partner = Partner.register(f"Vanhan ohjelman {number}", SCHOOL)
        older.record(partner, origin=Origin("Vanha"))
    assert 2 == newer.database.value("SELECT count(*) FROM party")

    newer.rename_partner(
        _register(newer, "kolmas", 1)[0], "Kolmas koulu", Day("2024"), origin=Origin("Uusi")
    )

    names = newer.database.values("SELECT DISTINCT name FROM party ORDER BY name")
    assert 10 == sum(name.startswith("Vanhan ohjelman") for name in names)
    assert "Kolmas koulu" in names
    live = contents(newer.database)
    rebuild(newer.database, MODELS)
    _assert_equal(live, contents(newer.database))
    older.close()


def test_only_the_read_model_that_lags_is_caught_up(crm: CRM) -> None:
    _register(crm, "ensin", 3)
    before = contents(crm.database)
    leave_behind(crm.database, crm.position(), "membership%")

    _register(crm, "sitten", 1)

    after = contents(crm.database)
    assert before["search_4", "named"] == [
        row for row in after["search_4", "named"] if "sitten" not in row
    ]
    assert {crm.position()} == set(positions(crm.database).values())


def _events(kind: type[Fact]) -> Iterator[type[Fact]]:
    for below in kind.__subclasses__():
        yield below
        yield from _events(below)


def _former(crm: CRM) -> list[str]:
    return crm.database.values("SELECT nspname FROM pg_namespace WHERE nspname LIKE '%%_former'")


def _assert_equal(
    live: dict[tuple[str, str], list[str]], anew: dict[tuple[str, str], list[str]]
) -> None:
    assert live.keys() == anew.keys()
    for table, rows in live.items():
        assert rows == anew[table], table


def _stop_at(position: int) -> Progress:
    def progress(done: int, _of: int) -> None:
        if done >= position:
            raise Stopped

    return progress


def _register(crm: CRM, name: str, count: int) -> list[UUID]:
    return [
        crm.register_partner(f"{name} {number}", SCHOOL, origin=Origin("Aino")).subject_id
        for number in range(count)
    ]


def _keep_writing(crm: CRM, writing: Event, enough: Event) -> None:
    number = 0
    while not enough.is_set():
        crm.register_partner(f"aikana {number}", SCHOOL, origin=Origin("Aino"))
        number += 1
        if number == 10:
            writing.set()


READING = """
    SELECT query FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE '%%FROM crm_events%%notification_id <= %%'
      AND query NOT LIKE '%%pg_stat_activity%%'
"""
