"""On the page as on the command line, an import and its undoing reach no further than who asks."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from crm.access import IMPORTED
from crm.activities import TakesPart
from crm.application import CRM
from crm.imports.profile import profile
from crm.imports.run import run
from crm.log import Origin
from crm.projections.runs import runs
from crm.signing_in import sessions
from domain.account import Role
from domain.day import Day
from domain.engagement import Form
from features.known import id_of
from features.signed_in import let_in
from features.site import Site
from tests.web.forms import browser, page
from web.imports.running import RUNNING

HEAD = "project_id,organisation_id,role\n"


@pytest.fixture(scope="module")
def evenings(small: CRM, tmp_path_factory: pytest.TempPathFactory) -> tuple[UUID, UUID]:
    """Give 7, an evening that few may read, and 8, that all may; 70 is a partner.

    The terms of CORDIS are there already.
    """
    unit, espoo = (id_of(small, one) for one in ("Väkivaltatyö", "City of Espoo"))
    small.give_partner_identifier(espoo, "eu-pic", "70", origin=Origin("Noora"))
    few, all_ = (
        small.agree_engagement(
            Form.SESSION,
            f"Evening {number}",
            Day("2026-04-06"),
            identified_by={"eu-project": number},
            parties=[TakesPart(unit, "lead")],
            sensitive=number == "7",
            origin=Origin("Noora"),
        ).subject_id
        for number in ("7", "8")
    )
    file = tmp_path_factory.mktemp("cordis") / "participations.csv"
    file.write_text(HEAD + "8,70,funder\n8,70,host\n")
    run(small, profile("cordis"), [file], actor="Noora")
    return few, all_


@pytest.fixture(scope="module")
def coordinator(small: CRM) -> UUID:
    """Give the account of a coordinator of another unit."""
    eero = id_of(small, "Eero Salo")
    return let_in(small, Role.COORDINATOR, "o@example.org", name="Other", colleague_id=eero)


@pytest.fixture
def other(site: Site, small: CRM, coordinator: UUID) -> Iterator[httpx.Client]:
    """Give them at their browser."""
    site.show(small)
    with browser(site.url, sessions.begin(small.database, coordinator, strong=True)) as client:
        yield client
    RUNNING.forget()


def test_an_import_takes_in_nothing_of_what_is_restricted_to_who_asks(
    small: CRM, other: httpx.Client, evenings: tuple[UUID, UUID]
) -> None:
    before = _versions(small, evenings)

    told = _imported(other, HEAD + "7,70,participant\n8,70,participant\n")

    assert "Nothing is known under “eu-project:7”." in told
    assert "eu-project:8" not in told
    assert [before[0], before[1] + 1] == _versions(small, evenings)


def test_who_imports_reaches_what_an_import_may_write_of_and_no_more(
    small: CRM,
    other: httpx.Client,
    evenings: tuple[UUID, UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _imported(other, HEAD + "8,70,coordinator\n")
    written = {one.topic.split(".")[1] for one in small.entries_of(runs(small.database)[0].id)}
    before = _versions(small, evenings), small.position()
    monkeypatch.setattr("crm.imports.run.IMPORTED", IMPORTED - {"engagement"})

    told = _imported(other, HEAD + "8,70,thirdParty\n")

    assert {"engagement", "import"} <= written <= IMPORTED
    assert "The program failed. Nothing more was saved." in told
    assert before == (_versions(small, evenings), small.position())


def test_undoing_takes_back_nothing_of_what_is_restricted_to_who_asks(
    small: CRM, other: httpx.Client, evenings: tuple[UUID, UUID], tmp_path: Path
) -> None:
    file = tmp_path / "participations.csv"
    file.write_text(HEAD + "7,70,associatedPartner\n8,70,associatedPartner\n")
    run_id = run(small, profile("cordis"), [file], actor="Noora").run_id
    before = _versions(small, evenings)

    answer = other.post(f"/imports/{run_id}/undoing", data={"reason": "x"}, follow_redirects=True)

    assert [before[0], before[1] + 1] == _versions(small, evenings)
    facts = [fact.get_text(" ", strip=True) for fact in page(answer).select(".facts > div")]
    left = "Left: built on since, or restricted 1"
    assert ["Withdrawn 0", "As before 1", left] == facts[-3:]


def _versions(crm: CRM, ids: tuple[UUID, ...]) -> list[int]:
    return [crm.version_of(one) for one in ids]


def _imported(client: httpx.Client, rows: str) -> str:
    """Have participations checked and taken in, and return what the page says of both."""
    files = {"files": ("participations.csv", rows.encode())}
    at = client.post("/imports", data={"profile": "cordis"}, files=files).headers["location"]
    checked = _ended(client, at)
    client.post(at)
    return checked + _ended(client, at)


def _ended(client: httpx.Client, at: str) -> str:
    until = time.monotonic() + 60
    while "<progress" in (answer := client.get(at)).text:
        assert time.monotonic() < until
        time.sleep(0.05)
    return " ".join(page(answer).get_text(" ").split())
