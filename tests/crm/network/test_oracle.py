"""Every answer about the network equals what the definition says, over made-up networks."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest

from crm.clocks import Clocks
from crm.network.between import between
from crm.network.causes import causes
from crm.network.cell import activities_of_cell
from crm.network.changes import KINDS, changes, ties_that
from crm.network.collaborations import collaborations
from crm.network.filters import Filters
from crm.network.matrix import Matrix, matrix
from crm.network.measures import measures
from crm.network.participations import participations
from crm.network.parts import components, groups
from crm.network.party import party
from crm.network.path import path
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.network.together import together
from crm.network.years import shared_by_year
from tests.conftest import NewUrl
from tests.crm.conftest import begun
from tests.crm.network.facts import Facts
from tests.crm.network.made import Made
from tests.crm.network.oracle import Keys, Pair

SEEDS = range(10)
PARTIES = ("unit", "partner", "person", "kind", "sector", "region", "country")
SINGLE = ("unit", "partner", "person")


@pytest.fixture(scope="module", params=SEEDS)
def made(new_url: NewUrl, request: pytest.FixtureRequest) -> Iterator[Made]:
    """Give a made-up network."""
    with begun(new_url(f"made_{request.param}")) as crm:
        yield Made(crm, request.param)


def test_the_totals_are_those_of_the_definition(made: Made) -> None:
    for filters, oracle in made.asked():
        found = summary(made.crm.database, filters, made.position)

        parties = oracle.parties()
        assert len(oracle.parts) == found.activities, filters
        assert len(parties) == found.parties, filters
        assert sum(map(len, parties.values())) == found.participations, filters
        assert len(oracle.pairs) == found.pairs, filters
        assert sum(map(len, oracle.pairs.values())) == found.shared_total, filters


def test_the_pairs_are_those_of_the_definition(made: Made) -> None:
    for filters, oracle in made.asked():
        ties = strongest(made.crm.database, filters, made.position, top=10_000)

        found = {frozenset({tie.a.id, tie.b.id}): tie.activities for tie in ties}
        assert _counted(oracle.pairs) == found, filters
        order = [(-tie.activities, tie.a.name, tie.b.name) for tie in ties]
        assert sorted(order) == order
        assert ties[:5] == strongest(made.crm.database, filters, made.position, top=5)


def test_each_party_is_as_the_definition_says(made: Made) -> None:
    for filters, oracle in made.asked():
        for party_id in _parties(made):
            found = party(made.crm.database, party_id, filters)

            ties = {tie.party.id: tie.activities for tie in found.ties}
            assert oracle.partners(party_id) == ties, filters
            assert len(oracle.parties().get(party_id, ())) == found.activities, filters
            assert oracle.led(party_id) == found.led, filters


def test_a_party_in_short_is_as_it_is_in_full(made: Made) -> None:
    for filters, _oracle in made.asked():
        for party_id in _parties(made):
            full = party(made.crm.database, party_id, filters)
            short = together(made.crm.database, party_id, filters, 2)

            ties = sorted((-tie.activities, tie.party.id) for tie in full.ties)[:2]
            figures = full.activities, full.led, len(full.ties)
            assert figures == (short.activities, short.led, short.partners), filters
            assert [(one, -n) for n, one in ties] == list(short.strongest.items()), filters
            others = list(short.strongest)
            years = shared_by_year(made.crm.database, party_id, others, filters)
            assert years == short.years, filters


def test_what_others_did_with_a_party_and_each_other_is_as_the_definition_says(made: Made) -> None:
    for filters, oracle in made.asked():
        for party_id in _parties(made):
            short = together(made.crm.database, party_id, filters, 5)

            expected = oracle.among(party_id, list(short.strongest))
            assert expected == short.among, filters


def test_what_two_did_together_is_as_the_definition_says(made: Made) -> None:
    for filters, oracle in made.asked():
        one, *others = _parties(made)
        for other in others:
            found = between(made.crm.database, one, other, filters)

            expected = oracle.pairs.get(frozenset({one, other}), set())
            assert expected == {shared.id for shared in found.activities}, filters
            assert len(expected) == len(found.activities), filters


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("partner", "partner"),
        ("unit", "partner"),
        ("person", "person"),
        ("kind", "kind"),
        ("sector", "region"),
        ("partner", "theme"),
        ("country", "year"),
        ("form", "unit"),
        ("theme", "form"),
        ("theme", "theme"),
    ],
)
def test_each_cell_is_as_the_definition_says(made: Made, rows: str, columns: str) -> None:
    for filters, oracle in made.asked():
        found = matrix(made.crm.database, filters, made.position, rows, columns, "fi")

        keys = _keys(made, oracle.facts, rows), _keys(made, oracle.facts, columns)
        of = rows in PARTIES, columns in PARTIES
        cells = oracle.cell(*keys, of, own=rows == columns and rows in SINGLE)
        expected = {key: len(activities) for key, activities in cells.items()}
        assert expected == _cells(found), filters


def test_the_list_behind_a_cell_is_as_long_as_its_figure(made: Made) -> None:
    for rows, columns in [("partner", "partner"), ("kind", "theme"), ("form", "year")]:
        for filters, _ in made.asked():
            found = matrix(made.crm.database, filters, made.position, rows, columns, "fi")
            for (row, column), figure in _cells(found).items():
                asked = (made.crm.database, filters, made.position, (rows, row), (columns, column))
                activities, _names = activities_of_cell(*asked, "fi")

                assert figure == len(set(activities)) == len(activities)


@pytest.mark.parametrize(("rows", "columns"), [("partner", "partner"), ("kind", "theme")])
def test_the_list_behind_a_total_is_as_long_as_its_figure(
    made: Made, rows: str, columns: str
) -> None:
    for filters, _ in made.asked():
        found = matrix(made.crm.database, filters, made.position, rows, columns, "fi")
        totals: list[tuple[str | None, str | None, int]] = [(None, None, found.total)]
        for (key, _name), figure in zip(found.rows, found.row_totals, strict=True):
            totals.append((key, None, figure))
        for (key, _name), figure in zip(found.columns, found.column_totals, strict=True):
            totals.append((None, key, figure))

        for row, column, figure in totals:
            asked = (made.crm.database, filters, made.position, (rows, row), (columns, column))
            activities, names = activities_of_cell(*asked, "fi")
            assert figure == len(set(activities)) == len(activities)
            assert (names[0] is None, names[1] is None) == (row is None, column is None)


def test_pairs_can_be_paged_through(made: Made) -> None:
    asked = (made.crm.database, Filters(), made.position)
    every = strongest(*asked, top=10_000)

    pages = [strongest(*asked, top=4, offset=offset) for offset in range(0, len(every), 4)]

    assert every == [tie for page in pages for tie in page]


def test_the_participations_are_those_that_the_totals_count(made: Made) -> None:
    for filters, oracle in made.asked():
        asked = (made.crm.database, filters, made.position)
        every = participations(*asked, limit=10_000)

        pages = [participations(*asked, limit=9, offset=at) for at in range(0, len(every), 9)]

        assert every == [taking for page in pages for taking in page]
        found = {(taking.party, taking.activity) for taking in every}
        parties = oracle.parties()
        assert {(party, one) for party, of in parties.items() for one in of} == found, filters
        assert len(every) == len(found)
        assert all(taking.roles for taking in every)


def test_the_collaborations_of_a_party_are_its_activities_shared(made: Made) -> None:
    for filters, _ in made.asked():
        for measured in measures(made.crm.database, filters, made.position, top=5).parties:
            asked = (made.crm.database, measured.party.id, filters)
            every = collaborations(*asked, limit=10_000)

            pages = [collaborations(*asked, limit=9, offset=at) for at in range(0, len(every), 9)]

            assert every == [one for page in pages for one in page]
            assert measured.strength == len({(one.other, one.id) for one in every}) == len(every)


def test_the_parts_of_the_network_hold_every_party_once(made: Made) -> None:
    for filters, _ in made.asked():
        asked = (made.crm.database, filters, made.position)
        whole = measures(*asked, top=10_000)

        for found, total, name in (
            (groups(*asked, top=10_000), whole.groups, "group"),
            (components(*asked, top=10_000), whole.components, "component"),
        ):
            assert list(range(1, total + 1)) == [part.number for part in found]
            of_part = [measures(*asked, top=10_000, **{name: part.number}) for part in found]  # type: ignore[arg-type]
            assert [part.size for part in found] == [one.total for one in of_part]
            assert sorted((part.size for part in found), reverse=True) == [p.size for p in found]
            held = [one.party.id for part in of_part for one in part.parties]
            assert sorted(one.party.id for one in whole.parties) == sorted(held)


def test_measures_can_be_paged_through(made: Made) -> None:
    asked = (made.crm.database, Filters(), made.position)
    every = measures(*asked, top=10_000).parties

    pages = [measures(*asked, top=4, offset=at).parties for at in range(0, len(every), 4)]

    paged = [measured for page in pages for measured in page]
    assert {one.party.id: one for one in every} == {one.party.id: one for one in paged}
    assert len(every) == len(paged)


def test_what_changed_is_as_the_definition_says(made: Made) -> None:
    day = timedelta(days=1)
    for filters, _ in made.asked():
        first, last = date(2020, 3, 1), date(2021, 8, 31)
        periods = (
            Clocks(until_on=first - day),
            Clocks(from_on=first - day - (last - first), until_on=first - day),
            Clocks(from_on=first, until_on=last),
        )
        ever, before, now = (
            _counted(made.oracle(filters.during(clocks)).pairs) for clocks in periods
        )

        asked = (made.crm.database, filters, made.position, first, last)
        found = changes(*asked, top=10_000)

        expected = {
            "new": {pair for pair in now if pair not in ever},
            "ended": {pair for pair in before if pair not in now},
            "revived": {pair for pair in now if pair in ever and pair not in before},
            "stronger": {pair for pair in now if 0 < before.get(pair, 0) < now[pair]},
        }
        for kind, pairs in expected.items():
            ties = {frozenset({tie.tie.a.id, tie.tie.b.id}): tie for tie in found.ties[kind]}
            assert (pairs, len(pairs)) == (set(ties), found.counts[kind]), (kind, filters)
            for pair, tie in ties.items():
                assert (before.get(pair, 0), now.get(pair, 0)) == (tie.before, tie.now)


def test_a_changed_tie_comes_of_the_activities_that_were_added_or_ended(made: Made) -> None:
    for filters, _ in made.asked():
        asked = (made.crm.database, filters, made.position)
        found = changes(*asked, date(2020, 3, 1), date(2021, 8, 31), top=10_000)
        before, now = (
            made.oracle(filters.during(clocks)).pairs for clocks in (found.before, found.now)
        )

        ties = [tie for kind in KINDS for tie in found.ties[kind]]
        because = causes(made.crm.database, filters, found, ties)

        for (one, other), activities in because.items():
            pair = frozenset({one, other})
            were, are = set(before.get(pair, ())), set(now.get(pair, ()))
            assert (are - were or were) == {activity.id for activity in activities}, filters
        assert len(ties) == len(because)


def test_all_ties_of_a_kind_can_be_paged_through(made: Made) -> None:
    asked = (made.crm.database, Filters(), made.position)
    found = changes(*asked, date(2020, 3, 1), date(2021, 8, 31), top=10_000)

    for kind in KINDS:
        pages = [
            ties_that(*asked, found, kind, limit=3, offset=offset)
            for offset in range(0, found.counts[kind], 3)
        ]
        assert found.ties[kind] == [tie for page in pages for tie in page]


def test_the_chains_are_the_shortest_there_are(made: Made) -> None:
    for filters, oracle in made.asked():
        start, *others = _parties(made)
        distances = oracle.distances(start)
        for goal in others:
            chains = path(made.crm.database, start, goal, filters, made.position)

            assert bool(chains) == (goal in distances), filters
            for chain in chains:
                ids = [chain.start.id, *(hop.to.id for hop in chain.hops)]
                assert (start, goal, distances[goal]) == (ids[0], ids[-1], len(chain.hops))
                ties = [oracle.partners(a).get(b, 0) for a, b in pairwise(ids)]
                assert min(ties) == chain.strength > 0
                assert ties == [hop.activities for hop in chain.hops]
                assert all(hop.through for hop in chain.hops)


def _parties(made: Made) -> list[UUID]:
    return [*made.story.partners, *made.story.units, *made.story.colleagues]


def _counted(pairs: dict[Pair, set[UUID]]) -> dict[Pair, int]:
    return {pair: len(activities) for pair, activities in pairs.items()}


def _cells(found: Matrix) -> dict[tuple[str, str], int]:
    return {
        (row[0], column[0]): figure
        for row, line in zip(found.rows, found.cells, strict=True)
        for column, figure in zip(found.columns, line, strict=True)
        if figure
    }


def _keys(made: Made, known: Facts, dimension: str) -> Keys:
    """Return how a dimension sorts a party or an activity."""
    single = {
        "partner": made.story.partners,
        "unit": made.story.units,
        "person": made.story.colleagues,
    }
    if ids := single.get(dimension):
        return lambda one: [str(one)] if one in ids else []
    if dimension in PARTIES:
        return lambda one: _described(known, one, dimension)
    return lambda one: _sorted(known, one, dimension)


def _described(known: Facts, party_id: UUID, dimension: str) -> list[str]:
    described = known.partners.get(party_id)
    if described is None:
        return []
    place = {"kind": described.kind, "region": described.municipality, "country": "FI"}
    return [*described.sectors] if dimension == "sector" else [k for k in [place[dimension]] if k]


def _sorted(known: Facts, activity_id: UUID, dimension: str) -> list[str]:
    activity = known.activities[activity_id]
    if dimension == "year":
        return [str(activity.first.year)] if activity.first > date.min else []
    return [activity.form] if dimension == "form" else [*activity.themes]
