"""Who people are goes out beside the log and comes in with it: as it was, or not at all."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from psycopg.conninfo import make_conninfo

from crm import vault
from crm.application import CRM
from crm.clocks import Clocks
from crm.demo import play
from crm.log import Origin
from crm.log.transfer import export, replay
from crm.network.filters import Filters
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.opening import opened_at
from crm.people_file import AlteredPeople, PeopleOfAnotherLog, UnreadablePeople, beside
from crm.projections.directory.listing import Wanted, parties
from tests.crm.contents import contents
from tests.crm.test_contacts import everything

Lines = list[bytes]
UNTIL = date(2039, 11, 24)


@pytest.fixture
def empty(empty_url: str) -> Iterator[CRM]:
    """Give an installation without any entry."""
    with opened_at(make_conninfo(empty_url)) as crm:
        yield crm


def exported(crm: CRM) -> tuple[Lines, Lines]:
    """Return the lines of the log and those of the people."""
    log, people = io.BytesIO(), io.BytesIO()
    export(crm.database, log, people=people)
    return log.getvalue().splitlines(keepends=True), people.getvalue().splitlines(keepends=True)


def taken_in(crm: CRM, log: Lines, people: Lines | None) -> int:
    """Replay what was exported."""
    assert crm.recorder.followers
    return replay(crm.database, crm.recorder.followers, log, people=people)


def held(crm: CRM) -> list[str]:
    """Return all that the vault holds, and by what people are found."""
    tables = ("vault", "vault_name")
    return [row for name in tables for row in sorted(crm.database.values(ROWS.format(name)))]


ROWS = "SELECT t::text FROM {} t"


@pytest.mark.parametrize(
    ("log", "people"),
    [
        ("backup.jsonl", "backup.people.jsonl"),
        ("of 2026.12/backup", "of 2026.12/backup.people"),
        ("a.b.jsonl", "a.b.people.jsonl"),
    ],
)
def test_the_people_lie_beside_the_log_under_its_name(log: str, people: str) -> None:
    assert Path(people) == beside(Path(log))


def test_the_log_itself_says_what_nobody_is_called(told: CRM) -> None:
    log, people = exported(told)

    colleague = told.database.value(
        "SELECT person FROM vault_name v JOIN person p ON p.id = v.person "
        "WHERE p.type = 'colleague' LIMIT 1"
    )
    said = [json.loads(line) for line in people[:-1]]
    assert ["person", "field", "position", "recorded_at", "value"] == list(said[0])
    assert str(colleague) in {one["person"] for one in said}
    assert len(said) == told.database.value("SELECT count(*) FROM vault")
    own = {str(one) for one in told.database.values("SELECT id FROM person")}
    about = [json.loads(line) for line in log[:-1]]
    assert not [one for one in about if one["originator_id"] in own and "name" in one["data"]]
    end, log_end = json.loads(people[-1]), json.loads(log[-1])
    assert ["values", "head", "hash"] == list(end)
    assert (len(said), log_end["head"]) == (end["values"], end["head"])


@pytest.mark.slow
def test_an_installation_that_was_carried_over_answers_alike_also_in_the_past(
    crm: CRM, empty: CRM
) -> None:
    play(crm, UNTIL)
    aino = parties(crm.database, Wanted("colleague"))[0]
    instants = [crm.entries([position])[0].recorded_at for position in (60, 400, 1_500)]
    crm.correct_colleague_name(aino.id, "Aino Oikea", "Misread.", origin=Origin("Aino"))

    taken_in(empty, *exported(crm))

    assert contents(crm.database) == contents(empty.database)
    assert held(crm) == held(empty)
    for known_at in (None, *instants, crm.entries([crm.position() - 1])[0].recorded_at):
        one, other = (_answers(each, Clocks(known_at=known_at)) for each in (crm, empty))
        assert one == other
    names = [_names(empty, Clocks(known_at=known_at)) for known_at in (None, instants[-1])]
    assert ["Aino Oikea", aino.name] == [found[aino.id] for found in names]


def _answers(crm: CRM, clocks: Clocks) -> tuple[object, ...]:
    asked = crm.database, Filters(clocks), crm.position()
    people = crm.database.values("SELECT id FROM person ORDER BY id")
    return (
        summary(*asked),
        strongest(*asked, 100),
        _names(crm, clocks),
        vault.details(crm.database, people, clocks.known_at),
        vault.names(crm.database, people, clocks.known_at),
    )


def _names(crm: CRM, clocks: Clocks) -> dict[UUID, str]:
    wanted = Wanted("colleague", clocks, ended=True)
    return {one.id: one.name for one in parties(crm.database, wanted, limit=100)}


def test_who_comes_in_without_the_people_has_no_name(told: CRM, empty: CRM) -> None:
    log, _people = exported(told)

    taken_in(empty, log, None)

    assert [] == held(empty)
    assert set(_names(empty, Clocks()).values()) == {"Nimetön henkilö", "Poistettu henkilö"}
    there = empty.database.value("SELECT count(*) FROM person WHERE NOT erased")
    assert there == vault.people_without_names(empty.database) > 10
    assert 0 == vault.people_without_names(told.database)


def _changed(people: Lines) -> Lines:
    number = next(at for at, line in enumerate(people) if b'"field":"name"' in line)
    said = json.loads(people[number])
    forged = json.dumps({**said, "value": "Mallory"}).encode() + b"\n"
    return [*people[:number], forged, *people[number + 1 :]]


SPOILT: dict[str, tuple[Callable[[Lines], Lines], type[Exception]]] = {
    "empty": (lambda _: [], AlteredPeople),
    "cut off": (lambda people: people[:-1], AlteredPeople),
    "one less": (lambda people: people[1:], AlteredPeople),
    "one twice": (lambda people: [people[0], *people], AlteredPeople),
    "changed": (_changed, AlteredPeople),
    "more after the end": (lambda people: [*people, people[0]], AlteredPeople),
    "torn": (lambda people: [people[0][:30], *people[1:]], UnreadablePeople),
    "no text": (lambda people: [people[0].replace(b"field", b"f\xff"), *people], UnreadablePeople),
    "an odd end": (lambda people: [*people[:-1], b'{"values":many}'], UnreadablePeople),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_people_that_are_damaged_are_refused_and_nothing_is_written(
    told: CRM, empty: CRM, spoilt: tuple[Callable[[Lines], Lines], type[Exception]]
) -> None:
    log, people = exported(told)
    spoil, refusal = spoilt
    before = everything(empty)

    with pytest.raises(refusal):
        taken_in(empty, log, spoil(people))

    assert before == everything(empty)


def test_people_of_another_log_are_refused_and_nothing_is_written(
    told: CRM, crm: CRM, empty: CRM
) -> None:
    before = everything(empty)

    with pytest.raises(PeopleOfAnotherLog):
        taken_in(empty, exported(told)[0], exported(crm)[1])

    assert before == everything(empty)
    assert taken_in(empty, *exported(told)) == told.position()
