"""The whole of truth.json, counted twice by other means, over a real import of CORDIS."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crm.application import CRM
from crm.clocks import Clocks
from crm.imports.profile import profile
from crm.imports.report import Report
from crm.imports.run import run
from crm.network.filters import Filters
from crm.network.measures import degrees, measures
from crm.network.pairs import pairs
from crm.network.party import party
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.opening import opened_at
from crm.projections.directory import questions as directory
from crm.projections.participation import listing
from tests.conftest import NewUrl

pytestmark = pytest.mark.slow
ALL = Filters()
STAYED = Filters(roles=("lead", "partner"), stayed=True)


@pytest.fixture(scope="module")
def truth(shared: Path) -> dict[str, Any]:
    """Give what is known to be true."""
    found: dict[str, Any] = json.loads((shared / "data/cordis-fi/truth.json").read_text())
    return found


@pytest.fixture(scope="module")
def imported(new_url: NewUrl, prepared: str, shared: Path) -> Iterator[tuple[CRM, Report]]:
    """Import CORDIS once for all of these."""
    with opened_at(new_url("cordis", prepared)) as crm:
        report = run(crm, profile("cordis"), [shared / "data/cordis-fi"], actor="tester")
        yield crm, report


@pytest.fixture(scope="module")
def cordis(imported: tuple[CRM, Report]) -> CRM:
    """Give the network of CORDIS."""
    return imported[0]


def test_every_row_is_read(imported: tuple[CRM, Report], truth: dict[str, Any]) -> None:
    report = imported[1]

    assert sum(truth["rows"].values()) == report.rows
    assert 0 == report.refused


def test_a_second_import_adds_no_event(cordis: CRM, shared: Path) -> None:
    before = cordis.position()

    report = run(cordis, profile("cordis"), [shared / "data/cordis-fi"], actor="tester")

    assert before == cordis.position()
    assert 0 == report.recorded


@pytest.mark.parametrize(
    ("projection", "filters"),
    [
        ("projection_all_roles", ALL),
        ("projection_only_coordinator_and_participant_not_terminated", STAYED),
    ],
)
def test_the_totals_are_true(
    cordis: CRM, truth: dict[str, Any], projection: str, filters: Filters
) -> None:
    found = summary(cordis.database, filters, cordis.position())

    _assert_summary(truth[projection], found)


@pytest.mark.parametrize("day", ["2023-01-01", "2024-07-01", "2025-12-06", "2027-01-01"])
def test_the_totals_of_a_day_are_true(cordis: CRM, truth: dict[str, Any], day: str) -> None:
    filters = Filters(Clocks(on=date.fromisoformat(day)))

    found = summary(cordis.database, filters, cordis.position())

    _assert_summary(truth["running_on"][day], found)
    _assert_top_pairs(cordis, truth["running_on"][day]["top_pairs_above"], filters)


@pytest.mark.parametrize(
    ("projection", "filters"),
    [
        ("projection_all_roles", ALL),
        ("projection_only_coordinator_and_participant_not_terminated", STAYED),
    ],
)
def test_the_strongest_pairs_are_true(
    cordis: CRM, truth: dict[str, Any], projection: str, filters: Filters
) -> None:
    _assert_top_pairs(cordis, truth[projection]["top_pairs_above"], filters)

    found = pairs(cordis.database, filters, cordis.position())
    for least, count in truth[projection]["pairs_with_at_least"].items():
        assert count == int((found.activities >= int(least)).sum())


@pytest.mark.parametrize(
    ("projection", "filters"),
    [
        ("projection_all_roles", ALL),
        ("projection_only_coordinator_and_participant_not_terminated", STAYED),
    ],
)
def test_the_most_connected_are_true(
    cordis: CRM, truth: dict[str, Any], projection: str, filters: Filters
) -> None:
    told = truth[projection]

    found = measures(cordis.database, filters, cordis.position(), top=400)

    by_pic = {one.party.identifiers["eu-pic"]: one for one in found.parties}
    partners = told["most_partners_above"]
    limit = partners["strictly_more_than"]
    expected = {one["id"]: one["distinct_partners"] for one in partners["organisations"]}
    assert expected == {pic: one.partners for pic, one in by_pic.items() if one.partners > limit}
    shared = told.get("most_shared_above", {"strictly_more_than": 10**9, "organisations": []})
    limit = shared["strictly_more_than"]
    expected = {one["id"]: one["sum_of_shared_projects"] for one in shared["organisations"]}
    assert expected == {pic: one.strength for pic, one in by_pic.items() if one.strength > limit}
    assert told["components"]["count"] == found.components


@pytest.mark.parametrize(
    ("projection", "filters"),
    [
        ("projection_all_roles", ALL),
        ("projection_only_coordinator_and_participant_not_terminated", STAYED),
    ],
)
def test_the_degrees_are_true(
    cordis: CRM, truth: dict[str, Any], projection: str, filters: Filters
) -> None:
    told, position = truth[projection], cordis.position()

    partners, _strength = degrees(cordis.database, filters, position)

    assert told["organisations_without_any_partner"] == int((partners == 0).sum())
    if "degree_histogram" in told:
        expected = {int(degree): n for degree, n in told["degree_histogram"].items()}
        assert expected == dict(Counter(partners.tolist()))


@pytest.mark.parametrize("pic", ["932760440", "996697893", "991816077", "906147035"])
def test_a_single_party_is_true(cordis: CRM, truth: dict[str, Any], pic: str) -> None:
    told = truth["ego"][pic]
    party_id = directory.resolve(cordis.database, f"eu-pic:{pic}")

    found = party(cordis.database, party_id, ALL)

    assert (told["name"], told["projects"]) == (found.party.name, found.activities)
    assert (told["coordinated"], told["distinct_partners"]) == (found.led, len(found.ties))
    shared = {tie.party.identifiers["eu-pic"]: tie.activities for tie in found.ties}
    for partner in told["partners_with_most_shared"]:
        assert partner["shared_projects"] == shared[partner["id"]]
    traits = directory.traits(cordis.database, [tie.party.id for tie in found.ties], Clocks())
    assert told["countries_of_partners"] == len({trait.country for trait in traits.values()})


# How the EU writes two countries, and how ISO 3166 does.
ISO = {"EL": "GR", "UK": "GB"}


def test_the_organisations_are_true(cordis: CRM, truth: dict[str, Any]) -> None:
    rows = cordis.database.rows(
        lambda country, kind: (country, kind),
        "SELECT country, kind FROM party WHERE type = 'partner'",
    )

    countries = Counter(country for country, _kind in rows)
    assert truth["countries"] == len(countries)
    for country, count in truth["organisations_by_country_top15"].items():
        assert count == countries[ISO.get(country, country)]
    kinds = {
        "HES": "university",
        "REC": "research_institute",
        "PRC": "company",
        "PUB": "authority",
        "OTH": "other",
    }
    expected = {kinds[kind]: n for kind, n in truth["organisations_by_activity"].items()}
    assert expected == dict(Counter(kind for _country, kind in rows))


def test_the_projects_are_true(cordis: CRM, truth: dict[str, Any]) -> None:
    years = cordis.database.values(
        "SELECT extract(year FROM lower(valid))::int FROM activity WHERE upper_inf(recorded)"
    )
    roles = cordis.database.rows(
        lambda role, left: (role, left),
        "SELECT role, left_early FROM participation WHERE upper_inf(recorded)",
    )

    expected = {int(year): n for year, n in truth["projects_by_start_year"].items()}
    assert expected == dict(Counter(years))
    assert truth["by_role"]["coordinator"] == Counter(role for role, _ in roles)["lead"]


def test_titles_are_found_by_any_text(cordis: CRM, truth: dict[str, Any]) -> None:
    counts = truth["search_titles_casefold_substring"]

    found = {
        text: listing.count(cordis.database, listing.Wanted(type="project", text=f'"{text}"'))
        for text in counts
    }

    assert counts == found


def test_the_kinds_of_engagement_are_counted_by_a_rule(shared: Path, truth: dict[str, Any]) -> None:
    told = truth["engagement_kind_by_rule"]["projects"]
    with (shared / "data/cordis-fi/projects.csv").open(newline="") as file:
        schemes = Counter(row["funding_scheme"] for row in csv.DictReader(file))

    assert truth["funding_scheme"] == dict(schemes)
    assert told["training"] == sum(n for scheme, n in schemes.items() if "MSCA" in scheme)


def _assert_summary(told: dict[str, Any], found: Any) -> None:
    assert told["projects"] == found.activities
    assert told["organisations"] == found.parties
    assert told["project_organisation_pairs"] == found.participations
    assert told["collaborating_pairs"] == found.pairs
    assert told["shared_project_total"] == found.shared_total


def _assert_top_pairs(cordis: CRM, told: dict[str, Any], filters: Filters) -> None:
    expected = {
        frozenset((pair["a"], pair["b"])): pair["shared_projects"] for pair in told["pairs"]
    }
    ties = strongest(cordis.database, filters, cordis.position(), top=100)
    found = {
        frozenset((tie.a.identifiers["eu-pic"], tie.b.identifiers["eu-pic"])): tie.activities
        for tie in ties
        if tie.activities > told["strictly_more_than"]
    }
    assert expected == found
