"""Where terms were merged, the command line counts, finds and tells what they mean."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.partner import Description

Command = Callable[..., tuple[int, str, str]]
MERGED = [
    ("theme", "divorce_support", "fatherhood"),
    ("kind", "parish", "association"),
    ("role", "host", "co_organiser"),
    ("role", "co_organiser", "lead"),
    ("role", "expert", "funder"),
]


@pytest.fixture
def town(here: CRM) -> dict[str, UUID]:
    """Give a parish, an association and a school that did two things, and merge their words."""
    ids = {
        name: here.register_partner(
            name, Description(kind, ("social",)), origin=Origin("Aino")
        ).subject_id
        for name, kind in (("Srk", "parish"), ("Ry", "association"), ("Koulu", "school"))
    }
    for title, themes, roles in (
        ("Ilta", ("divorce_support", "fatherhood"), {"Srk": "host", "Ry": "partner"}),
        ("Aamu", ("divorce_support",), {"Srk": "lead", "Ry": "host", "Koulu": "expert"}),
    ):
        parties = [TakesPart(ids[name], role) for name, role in roles.items()]
        here.agree_engagement(
            Form.SESSION,
            title,
            Day("2026-03-12"),
            themes=themes,
            parties=parties,
            origin=Origin("Aino"),
        )
    for merge in MERGED:
        here.merge_terms(*merge, origin=Origin("Aino"))
    return ids


@pytest.fixture
def ask(town: dict[str, UUID], command: Command) -> Callable[..., Any]:
    """Give a function that asks about the town in JSON."""
    assert town

    def asked(*words: str) -> Any:
        code, out, err = command("network", *words, "--json")
        assert code == 0, err
        return json.loads(out)

    return asked


@pytest.mark.parametrize("theme", ["divorce_support", "fatherhood"])
def test_what_carries_a_merged_theme_is_found_by_either(
    ask: Callable[..., Any], theme: str
) -> None:
    assert 2 == ask("summary", "--theme", theme)["activities"]
    assert 0 == ask("summary", "--theme", "violence")["activities"]


def test_a_merged_role_counts_as_what_it_means_does(ask: Callable[..., Any]) -> None:
    assert 4 == ask("summary")["participations"]
    assert 3 == ask("summary", "--role", "host")["participations"]
    assert 1 == ask("summary", "--role", "expert")["participations"]


def test_whoever_led_in_a_merged_role_led(town: dict[str, UUID], ask: Callable[..., Any]) -> None:
    assert 2 == ask("party", str(town["Srk"]))["led"]
    assert 1 == ask("party", str(town["Ry"]))["led"]
    assert 1 == ask("party", str(town["Ry"]), "--role", "lead")["led"]


def test_answers_tell_what_terms_mean(town: dict[str, UUID], ask: Callable[..., Any]) -> None:
    found = ask("between", str(town["Srk"]), str(town["Ry"]))

    assert ["association", "association"] == [found[one]["kind"] for one in "ab"]
    assert {
        "Ilta": (["fatherhood"], ["lead"], ["partner"]),
        "Aamu": (["fatherhood"], ["lead"], ["lead"]),
    } == {
        one["title"]: (one["themes"], one["roles_a"], one["roles_b"]) for one in found["activities"]
    }
    (tie,) = ask("pairs")
    assert {"association"} == {tie["a"]["kind"], tie["b"]["kind"]}


def test_a_group_of_the_matrix_is_all_that_means_the_same(ask: Callable[..., Any]) -> None:
    found = ask("matrix", "--rows", "theme", "--columns", "kind", "--kind", "parish")

    keys = [row["key"] for row in found["rows"]], [one["key"] for one in found["columns"]]
    assert "divorce_support" not in keys[0]
    assert "parish" not in keys[1]
    assert 2 == found["cells"][keys[0].index("fatherhood")][keys[1].index("association")]


def test_a_code_that_never_was_is_refused(town: dict[str, UUID], command: Command) -> None:
    assert town

    code, _out, err = command("network", "summary", "--theme", "divorces")

    assert code != 0
    assert "divorces" in err
