"""Forms tell, in the reader's language, that nothing new names somebody who was erased or left."""

from pathlib import Path
from uuid import UUID

import httpx
import pytest

from crm.application import CRM
from crm.erasing import erase
from crm.erasures import Ledger
from crm.log import Origin
from domain.day import Day
from domain.partner import Description
from tests.web.forms import filled, page

BEFORE, LAST, AFTER = Day("2025-11-03"), Day("2025-12-31"), Day("2026-02-02")
WAS_ERASED = {
    "en": "Whoever looked after it before was erased, and can't look after it again.",
    "fi": "Sen aiempi vastuuhenkilö on poistettu, eikä hän voi enää olla siitä vastuussa.",
    "sv": "Den som var ansvarig förut har raderats och kan inte bli ansvarig igen.",
}


def now() -> Origin:
    return Origin("Aino")


@pytest.fixture
def eero(crm: CRM) -> UUID:
    """Give a colleague who left."""
    eero = crm.welcome_colleague("Eero Salo", origin=now()).subject_id
    crm.see_colleague_off(eero, LAST, origin=now())
    return eero


@pytest.fixture
def school(crm: CRM, eero: UUID, tmp_path: Path) -> UUID:
    """Give a partner that they looked after until another took over."""
    crm.ledger = Ledger(tmp_path)
    school = crm.register_partner("Opisto", Description("school"), origin=now()).subject_id
    crm.assign_steward(school, eero, BEFORE, origin=now())
    otso = crm.welcome_colleague("Otso Muu", origin=now()).subject_id
    crm.assign_steward(school, otso, AFTER, origin=now())
    return school


def told(answer: httpx.Response) -> str:
    return " ".join(page(answer).get_text(" ").split())


def test_an_undoing_that_leads_back_to_somebody_erased_is_refused_before_it_is_asked_for(
    newcomer: httpx.Client, crm: CRM, eero: UUID, school: UUID
) -> None:
    url = f"/partners/{school}/3/undoing"
    form = filled(newcomer, url)
    assert "Eero Salo will look after it again." in told(newcomer.get(url))
    erase(crm, eero, origin=now())

    for language, sentence in WAS_ERASED.items():
        answer = newcomer.get(url, headers={"Accept-Language": language})
        assert answer.status_code == 422
        assert sentence in told(answer)
    before = crm.position()
    refused = newcomer.post(form.url, data={**form.data, "reason": "Never so"})
    assert (422, before) == (refused.status_code, crm.position())
    assert WAS_ERASED["en"] in told(refused)


def test_the_form_of_a_steward_says_why_somebody_can_not_be_one(
    newcomer: httpx.Client, crm: CRM, eero: UUID, school: UUID
) -> None:
    form = filled(newcomer, f"/partners/{school}/steward")
    typed = {**form.data, "steward": str(eero), "changed_on": AFTER.text}

    left = newcomer.post(form.url, data=typed)
    erase(crm, eero, origin=now())
    erased = newcomer.post(form.url, data=typed)

    assert [422, 422] == [left.status_code, erased.status_code]
    assert "They left on 31 Dec 2025 and look after nothing from then on." in told(left)
    assert "This person was erased." in told(erased)
