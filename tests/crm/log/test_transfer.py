"""The log goes out as JSON lines and comes in again as it was: all of it, or nothing."""

import io
import json
from collections.abc import Callable, Iterator
from uuid import uuid4

import msgspec
import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.log import Origin, transfer
from crm.log.chain import GENESIS, Line, link
from crm.log.transfer import (
    AlteredLine,
    NoEnd,
    NotEmpty,
    UnreadableLine,
    WrongEnd,
    export,
    replay,
)
from crm.log.verify import verify
from crm.network.filters import Filters
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.opening import AllReadModels, opened_at
from tests.crm.contents import contents, positions

Spoil = Callable[[list[bytes]], list[bytes]]


@pytest.fixture
def empty(empty_url: str) -> Iterator[CRM]:
    """Give an installation without any entry."""
    with opened_at(make_conninfo(empty_url)) as crm:
        yield crm


@pytest.mark.parametrize("batch", [5_000, 40])
def test_a_log_comes_in_as_it_went_out(
    told: CRM, empty: CRM, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "BATCH", batch)
    heard: list[int] = []

    count = _replay(empty, _lines(told), heard.append, _people(told))

    position = told.position()
    assert position == count == empty.position() == verify(empty.database)
    assert position == heard[-1]
    assert contents(told.database) == contents(empty.database)
    assert {position} == set(positions(empty.database).values())
    assert _lines(told) == _lines(empty)
    assert _people(told) == _people(empty)


def test_what_came_in_answers_alike_and_takes_writes(told: CRM, empty: CRM) -> None:
    _replay(empty, _lines(told), people=_people(told))

    position = told.position()
    asked = [(crm.database, Filters(), position) for crm in (told, empty)]
    assert summary(*asked[0]) == summary(*asked[1])
    assert strongest(*asked[0], top=50) == strongest(*asked[1], top=50)
    assert position + 1 == empty.found_network("Uusi", origin=Origin("Aino")).position
    assert position + 1 == verify(empty.database)


def test_each_line_has_the_documented_fields(told: CRM) -> None:
    heard: list[int] = []
    out = io.BytesIO()

    count = export(told.database, out, heard.append)

    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {"events": count, "head": lines[-2]["hash"]} == lines.pop()
    assert count == len(lines)
    for position, line in enumerate(lines, start=1):
        assert [
            "position",
            "event_id",
            "topic",
            "originator_id",
            "originator_version",
            "recorded_at",
            "metadata",
            "data",
            "hash",
        ] == list(line)
        assert position == line["position"]


def test_progress_is_told_on_the_way(told: CRM, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "BATCH", 100)
    heard: list[int] = []

    export(told.database, io.BytesIO(), heard.append)

    assert [100, 200] == heard[:2]


def _without(lines: list[bytes]) -> list[bytes]:
    return [*lines[:20], *lines[21:]]


def _swapped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:20], lines[21], lines[20], *lines[22:]]


def _changed(lines: list[bytes]) -> list[bytes]:
    return [*lines[:20], lines[20].replace(b'"Aino"', b'"Eino"'), *lines[21:]]


def _torn(lines: list[bytes]) -> list[bytes]:
    return [*lines[:20], lines[20][:50], *lines[21:]]


def _odd_hash(lines: list[bytes]) -> list[bytes]:
    return [*lines[:20], lines[20].replace(b'"hash":"', b'"hash":"x'), *lines[21:]]


@pytest.mark.parametrize("spoil", [_without, _swapped, _changed])
@pytest.mark.parametrize("batch", [5_000, 10])
def test_a_damaged_log_changes_nothing(
    told: CRM, empty: CRM, spoil: Spoil, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "BATCH", batch)
    before = contents(empty.database)

    with pytest.raises(AlteredLine) as caught:
        _replay(empty, spoil(_lines(told)))

    assert 21 == caught.value.number
    assert (0, before) == (empty.position(), contents(empty.database))
    assert _replay(empty, _lines(told)) == told.position()


@pytest.mark.parametrize("spoil", [_torn, _odd_hash])
def test_a_line_that_is_no_entry_is_named(told: CRM, empty: CRM, spoil: Spoil) -> None:
    with pytest.raises(UnreadableLine) as caught:
        _replay(empty, spoil(_lines(told)))

    assert 21 == caught.value.number
    assert 0 == empty.position()


@pytest.mark.parametrize(
    "odd",
    [
        {"topic": "os:system"},
        {"data": {"name": 7}},
        {"metadata": []},
        {"metadata": {}},
        {"metadata": {"command_id": "none"}},
    ],
    ids=str,
)
def test_a_forged_line_with_a_right_hash_is_named(empty: CRM, odd: dict[str, object]) -> None:
    said = {
        "position": 1,
        "event_id": str(uuid4()),
        "topic": "crm.partner.registered.v1",
        "originator_id": str(uuid4()),
        "originator_version": 1,
        "recorded_at": "2026-03-01T00:00:00Z",
        "metadata": {"command_id": str(uuid4())},
        "data": {},
        **odd,
    }
    line = msgspec.json.decode(msgspec.json.encode(said), type=Line)
    forged = msgspec.json.encode({**said, "hash": link(GENESIS, line).hex()})

    with pytest.raises(UnreadableLine) as caught:
        replay(empty.database, AllReadModels(), [forged])

    assert 1 == caught.value.number
    assert 0 == empty.position()


def test_a_log_is_read_into_an_empty_installation_only(told: CRM, crm: CRM) -> None:
    before = crm.position()

    with pytest.raises(NotEmpty):
        _replay(crm, _lines(told))

    assert before == crm.position()


def test_an_empty_log_comes_in_as_nothing(empty: CRM) -> None:
    (end,) = _lines(empty)

    assert {"events": 0, "head": "0" * 64} == json.loads(end)
    assert 0 == _replay(empty, [end])
    with pytest.raises(NoEnd):
        _replay(empty, [])


@pytest.mark.parametrize("kept", [0, 1, 40, -1])
def test_an_export_that_was_cut_off_changes_nothing_unless_told(
    told: CRM, empty: CRM, kept: int
) -> None:
    lines = _lines(told)[:kept]
    before = contents(empty.database)

    with pytest.raises(NoEnd):
        _replay(empty, lines)

    assert (0, before) == (empty.position(), contents(empty.database))
    followers = AllReadModels()
    assert len(lines) == replay(empty.database, followers, lines, without_end=True)


def _of_more(lines: list[bytes]) -> list[bytes]:
    return [*lines[:40], lines[-1]]


def _of_another(lines: list[bytes]) -> list[bytes]:
    end = json.loads(lines[-1])
    return [*lines[:-1], json.dumps({**end, "head": "0" * 64}, separators=(",", ":")).encode()]


@pytest.mark.parametrize("spoil", [_of_more, _of_another])
@pytest.mark.parametrize("without_end", [False, True])
def test_an_end_of_another_log_changes_nothing(
    told: CRM, empty: CRM, spoil: Spoil, *, without_end: bool
) -> None:
    with pytest.raises(WrongEnd) as caught:
        replay(empty.database, AllReadModels(), spoil(_lines(told)), without_end=without_end)

    assert caught.value.said == told.position()
    assert 0 == empty.position()


def test_nothing_comes_after_the_end(told: CRM, empty: CRM) -> None:
    lines = _lines(told)

    for spoilt in ([*lines, lines[0]], [*lines[:-1], b'{"events":many}\n']):
        with pytest.raises(UnreadableLine):
            _replay(empty, spoilt)

    assert 0 == empty.position()


def _lines(crm: CRM) -> list[bytes]:
    out = io.BytesIO()
    export(crm.database, out)
    return out.getvalue().splitlines(keepends=True)


def _people(crm: CRM) -> list[bytes]:
    out = io.BytesIO()
    export(crm.database, io.BytesIO(), people=out)
    return out.getvalue().splitlines(keepends=True)


def _replay(
    crm: CRM,
    lines: list[bytes],
    progress: transfer.Progress = lambda position: None,
    people: list[bytes] | None = None,
) -> int:
    assert crm.recorder.followers
    return replay(crm.database, crm.recorder.followers, lines, progress, people=people)
