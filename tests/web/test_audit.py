"""The audit: who did what, who read that, and that reading it is written down."""

import httpx
import pytest

from crm.access import MAY, Right, Scope
from crm.application import CRM
from crm.audit import LOG, PERSON, SYSTEM, count_readings, note_reading
from domain.account import Role
from features.signed_in import LOGIN, NAME, let_in
from tests.web.forms import filled, page


def test_what_somebody_saves_is_told_with_their_name(newcomer: httpx.Client) -> None:
    form = filled(newcomer, "/partners/new")
    saved = newcomer.post(form.url, data={**form.data, "name": "Vantaa", "kind": "municipality"})
    assert saved.status_code == 303

    first = page(newcomer.get("/audit")).select("tbody tr")[0]

    told = " ".join(first.get_text(" ").split())
    assert all(word in told for word in (NAME, "Registered", "Vantaa", "a page"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("kind=account", {"Account opened"}),
        ("actor=Aino", {"Registered", "Agreed"}),
        ("from=2020-01-02&to=2020-01-02", {"Opened"}),
        ("from=1990&to=1991", set()),
        ("kind=%25", None),
        ("actor=%27%3B--", set()),
    ],
)
def test_the_audit_is_narrowed(client: httpx.Client, asked: str, told: set[str] | None) -> None:
    answer = client.get(f"/audit?{asked}")

    assert answer.status_code == 200
    cells = page(answer).select("td[data-label='What happened']")
    shown = {one.get_text(strip=True) for one in cells}
    assert told is None or (shown >= told and bool(shown) == bool(told))


def test_the_audit_has_as_many_rows_as_it_counts(client: httpx.Client, small: CRM) -> None:
    count, pages = small.position(), small.position() // 50 + 1

    rows = [len(page(client.get(f"/audit?page={n + 1}")).select("tbody tr")) for n in range(pages)]

    assert sum(rows) == count


def test_reading_the_audit_is_written_down(client: httpx.Client, small: CRM) -> None:
    before = count_readings(small.database)

    client.get("/audit?kind=partner")
    told = page(client.get("/audit/readings")).select("tbody tr")

    assert count_readings(small.database) == before + 2
    newest, asked = (" ".join(row.get_text(" ").split()) for row in told[:2])
    assert "the audit of readings" in newest
    assert "the audit of the log" in asked
    assert "kind: partner" in asked
    assert NAME in asked
    assert LOGIN not in asked


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("what=log", {"the audit of the log"}),
        ("what=readings", {"the audit of readings"}),
        ("what=x", set()),
        ("who=x", set()),
        ("who=00000000-0000-0000-0000-000000000000", set()),
        ("from=1990&to=1991", set()),
        ("from=2000", {"the audit of the log", "the audit of readings"}),
        ("from=32.13.2020", {"the audit of the log", "the audit of readings"}),
    ],
)
def test_the_audit_of_readings_is_narrowed(
    client: httpx.Client, asked: str, told: set[str]
) -> None:
    client.get("/audit")
    client.get("/audit/readings")

    answer = client.get(f"/audit/readings?{asked}")

    assert answer.status_code == 200
    cells = page(answer).select("td[data-label='What']")
    assert {one.get_text(strip=True) for one in cells} == told


def test_who_read_something_is_found_by_their_account(client: httpx.Client, small: CRM) -> None:
    client.get("/audit")
    other = let_in(small, login="other@example.org", name="Other")
    note_reading(small.database, other, LOG, "")

    told = page(client.get(f"/audit/readings?who={other}")).select("tbody tr")

    assert ["Other"] == [row.select("td")[0].get_text(strip=True) for row in told]


def test_what_was_read_on_the_command_line_for_nobody_is_told_and_found(
    newcomer: httpx.Client, crm: CRM
) -> None:
    newcomer.get("/audit/readings")
    note_reading(crm.database, SYSTEM, PERSON, "")

    told = page(newcomer.get(f"/audit/readings?who={SYSTEM}")).select("tbody tr")
    others = page(newcomer.get("/audit/readings?who=x")).select("tbody tr")

    assert [["the command line", "everything held of a person"]] == [
        [one.get_text(strip=True) for one in row.select("td")[:2]] for row in told
    ]
    assert [] == others


def test_administrators_alone_read_the_audit() -> None:
    assert [role for role in Role if MAY[role][Right.AUDIT] > Scope.NONE] == [Role.ADMINISTRATOR]
