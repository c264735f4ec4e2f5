"""Answers for machines have exactly the shapes that design.md documents."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.clocks import HOME
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description

Command = Callable[..., tuple[int, str, str]]
Aino = Callable[[], Origin]


@pytest.fixture
def town(here: CRM, aino: Aino) -> dict[str, UUID]:
    """Give two schools with identifiers and a unit, with a project and a session together."""
    ids = {
        name: here.register_partner(
            name,
            Description("school", ("education",), "Kuopio", "FI"),
            identified_by={"eu-pic": pic},
            origin=aino(),
        ).subject_id
        for name, pic in [("Opisto", "932760440"), ("Lukio", "996697893"), ("Erakko", "1")]
    }
    ids["Itä"] = here.open_unit(Names("Itä"), origin=aino()).subject_id
    taking = [TakesPart(ids["Opisto"], "lead"), TakesPart(ids["Lukio"], "partner")]
    ids["hanke"] = here.plan_project(
        "Hanke",
        Day("2025"),
        identified_by={"eu-project": "7"},
        parties=[*taking, TakesPart(ids["Itä"], "partner")],
        origin=aino(),
    ).subject_id
    here.agree_engagement(
        Form.SESSION,
        "Ilta",
        Day("2026-03-12"),
        themes=("fatherhood",),
        parties=taking,
        origin=aino(),
    )
    return ids


@pytest.fixture
def ask(town: dict[str, UUID], command: Command) -> Callable[..., Any]:
    """Give a function that asks about the town in JSON."""
    assert town

    def asked(*words: str) -> Any:
        code, out, err = command("network", *words, "--json")
        assert (0, "") == (code, err)
        return json.loads(out)

    return asked


def _party(ids: dict[str, UUID], name: str, pic: str | None) -> dict[str, Any]:
    kind, identifiers = ("school", {"eu-pic": pic}) if pic else ("unit", {})
    return {"id": str(ids[name]), "name": name, "kind": kind, "identifiers": identifiers}


def test_the_shape_of_a_summary(here: CRM, ask: Callable[..., Any]) -> None:
    assert {
        "activities": 2,
        "parties": 3,
        "participations": 5,
        "pairs": 3,
        "shared_total": 4,
        "position": here.position(),
    } == ask("summary")


def test_the_shape_of_pairs(town: dict[str, UUID], ask: Callable[..., Any]) -> None:
    lukio, opisto = _party(town, "Lukio", "996697893"), _party(town, "Opisto", "932760440")

    assert [{"a": lukio, "b": opisto, "activities": 2}] == ask("pairs", "--top", "1")
    assert 3 == len(ask("pairs"))


def test_the_shape_of_a_party(town: dict[str, UUID], ask: Callable[..., Any]) -> None:
    assert {
        "party": _party(town, "Opisto", "932760440"),
        "activities": 2,
        "led": 2,
        "partners": 2,
        "strongest": [{"party": _party(town, "Lukio", "996697893"), "activities": 2}],
    } == ask("party", "eu-pic:932760440", "--top", "1")


def test_the_shape_of_two_parties(town: dict[str, UUID], ask: Callable[..., Any]) -> None:
    found = ask("between", str(town["Opisto"]), "eu-pic:996697893", "--form", "session")

    assert ["a", "b", "activities"] == list(found)
    (activity,) = found["activities"]
    del activity["id"]
    assert {
        "form": "session",
        "title": "Ilta",
        "starts": "2026-03-12",
        "ends": "2026-03-12",
        "themes": ["fatherhood"],
        "roles_a": ["lead"],
        "roles_b": ["partner"],
    } == activity


def test_the_shape_of_a_matrix(town: dict[str, UUID], ask: Callable[..., Any]) -> None:
    assert {
        "rows": [{"key": str(town["Itä"]), "name": "Itä"}],
        "columns": [{"key": "2025", "name": "2025"}, {"key": "2026", "name": "2026"}],
        "cells": [[1, 0]],
    } == ask("matrix", "--rows", "unit", "--columns", "year")


def test_the_shape_of_a_path(town: dict[str, UUID], ask: Callable[..., Any]) -> None:
    assert [
        {
            "strength": 1,
            "parties": [_party(town, "Itä", None), _party(town, "Lukio", "996697893")],
            "through": [{"title": "Hanke", "activities": 1}],
        }
    ] == ask("path", str(town["Itä"]), "eu-pic:996697893")
    assert [] == ask("path", str(town["Itä"]), "eu-pic:1")


def test_the_shape_of_changes(ask: Callable[..., Any]) -> None:
    found = ask("changes", "--from", "2026-03-01", "--to", "2026-03-31")

    assert ["new", "ended", "revived", "stronger"] == list(found)
    assert [0, 0, 0, 1] == [kind["count"] for kind in found.values()]
    (tie,) = found["stronger"]["ties"]
    assert ["a", "b", "activities", "before", "now"] == list(tie)
    assert (1, 2) == (tie["before"], tie["now"])


def test_the_shape_of_measures(ask: Callable[..., Any]) -> None:
    found = ask("measures", "--top", "2")

    assert ["components", "groups", "parties"] == list(found)
    assert (1, 1, 2) == (found["components"], found["groups"], len(found["parties"]))
    shape = ["party", "partners", "strength", "betweenness", "group"]
    assert all(shape == list(one) for one in found["parties"])


@pytest.mark.parametrize(
    ("filters", "activities"),
    [
        ([], 2),
        (["--on", "2025-06-01"], 1),
        (["--from", "2026-01-01"], 2),
        (["--to", "2025-06-01"], 1),
        (["--known-at", "2020-01-01"], 0),
        (["--known-at", "2120-01-01T12:00+02:00"], 2),
        (["--role", "lead"], 2),
        (["--theme", "fatherhood"], 1),
        (["--sector", "social"], 1),
        (["--sector", "education"], 2),
        (["--form", "project"], 1),
        (["--kind", "school", "--kind", "parish"], 2),
        (["--project", "eu-project:7"], 1),
        (["--stayed"], 2),
    ],
)
def test_every_filter_is_an_option(
    ask: Callable[..., Any], filters: list[str], activities: int
) -> None:
    assert activities == ask("summary", *filters)["activities"]


def test_projects_and_units_are_named_by_id_too(
    town: dict[str, UUID], ask: Callable[..., Any]
) -> None:
    by_project = ask("summary", "--project", str(town["hanke"]))
    by_unit = ask("summary", "--unit", str(town["Itä"]))

    assert (1, 1) == (by_project["activities"], by_unit["activities"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["summary"], ["activities", "2"]),
        (["pairs"], ["2  Lukio", "Opisto"]),
        (["party", "eu-pic:932760440"], ["Opisto: 2 activities, 2 led, 2 partners"]),
        (["between", "eu-pic:932760440", "eu-pic:996697893"], ["2 activities together", "Ilta"]),
        (["matrix", "--rows", "unit", "--columns", "theme"], ["Itä", "0"]),
        (["path", "eu-pic:932760440", "eu-pic:996697893"], ["Opisto → (Ilta) → Lukio"]),
        (["path", "eu-pic:932760440", "eu-pic:1"], ["They are not connected."]),
        (["changes", "--from", "2026-03-01", "--to", "2026-03-31"], ["stronger: 1", "1 → 2"]),
        (["changes"], ["new: "]),
        (["measures"], ["1 component, 1 group\n", "Opisto"]),
    ],
    ids=" ".join,
)
def test_people_are_told_the_same_in_words(
    town: dict[str, UUID], command: Command, words: list[str], told: list[str]
) -> None:
    code, out, err = command("network", *words)

    assert (0, "") == (code, err)
    assert all(text in out for text in told), out
    assert town


def test_changes_from_a_day_that_is_still_to_come_are_refused(
    town: dict[str, UUID], command: Command
) -> None:
    code, _out, err = command("network", "changes", "--from", "2999-01-01")
    both, _told, _nothing = command(
        "network", "changes", "--from", "2999-01-01", "--to", "2999-12-31"
    )

    assert town
    assert (2, 0) == (code, both)
    assert "comes before the start" in err


def test_an_instant_without_an_offset_is_one_in_finland(
    here: CRM, town: dict[str, UUID], ask: Callable[..., Any]
) -> None:
    recorded_at = here.database.value("SELECT max(recorded_at) FROM crm_events")
    finnish = recorded_at.astimezone(HOME).replace(tzinfo=None)

    found = [
        ask("summary", "--known-at", instant)
        for instant in (
            finnish.isoformat(),
            (finnish - timedelta(hours=1)).isoformat(),
            recorded_at.isoformat(),
            finnish.date().isoformat(),
        )
    ]

    assert town
    assert [True, False, True, True] == [one["activities"] > 0 for one in found]


@pytest.mark.parametrize("words", [("pairs",), ("measures",), ("changes",), ("party", "eu-pic:1")])
@pytest.mark.parametrize(
    ("top", "told"),
    [
        ("0", "0 would tell nothing: ask for 1 or more"),
        ("-3", "-3 is no number"),
        ("many", "many is no number"),
    ],
)
def test_a_number_that_would_tell_nothing_is_refused(
    town: dict[str, UUID], command: Command, words: tuple[str, ...], top: str, told: str
) -> None:
    code, _out, err = command("network", *words, "--top", top)
    one, _told, _nothing = command("network", *words, "--top", "1")

    assert (2, 0) == (code, one)
    assert told in err
    assert town


@pytest.mark.parametrize("question", ["party", "between"])
def test_what_was_not_known_yet_is_refused_as_on_the_pages(
    town: dict[str, UUID], command: Command, question: str
) -> None:
    others = [str(town["Lukio"])] if question == "between" else []
    words = ["network", question, "eu-pic:932760440", *others, "--json"]

    code, out, err = command(*words, "--known-at", "2015-01-31")

    assert (2, "") == (code, out)
    assert err.startswith("Nothing was known of this yet on 31 Jan 2015. ")
    assert 0 == command(*words, "--known-at", "9999-12-31")[0]
