"""Nothing new names somebody who was erased; what did before stays, without a name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.erasing import erase
from crm.erasures import Ledger
from crm.log import Origin
from crm.projections.contacts.rules import nobody_is_erased
from crm.undoing import undo
from domain.account import Role, Standing
from domain.colleague import HasLeft
from domain.day import Day
from domain.details import Details
from domain.engagement import Form
from domain.partner import Description, Partner, Stage
from domain.refusal import IsWithdrawn, PersonIsErased
from domain.relationship import StewardIsErased

BEFORE, LAST, AFTER = Day("2025-11-03"), Day("2025-12-31"), Day("2026-02-02")


def now() -> Origin:
    return Origin("Aino")


@dataclass(frozen=True, slots=True)
class There:
    """A network where a colleague and a contact were erased, and others weren't."""

    crm: CRM
    school: UUID
    erased: UUID
    other: UUID
    erased_contact: UUID
    contact: UUID


@pytest.fixture
def there(crm: CRM, tmp_path: Path) -> There:
    """Give a school that the erased colleague looked after until another took over."""
    crm.ledger = Ledger(tmp_path)
    school = crm.register_partner(
        "Opisto", Description("school"), stage=Stage.ACTIVE, origin=now()
    ).subject_id
    erased, other = (
        crm.welcome_colleague(name, origin=now()).subject_id for name in ("Eero Salo", "Otso Muu")
    )
    elli, elisa = (
        crm.add_contact(school, Details(name), origin=now()).subject_id
        for name in ("Elli Esimerkki", "Elisa Muu")
    )
    crm.assign_steward(school, erased, BEFORE, origin=now())
    crm.see_colleague_off(erased, LAST, origin=now())
    for person in (erased, elli):
        erase(crm, person, origin=now())
    return There(crm, school, erased, other, elli, elisa)


NAMING: dict[str, Callable[[There, UUID], object]] = {
    "steward": lambda there, one: there.crm.assign_steward(there.school, one, AFTER, origin=now()),
    "joining an engagement": lambda there, one: there.crm.join_activity(
        there.crm.agree_engagement(Form.SESSION, "Spring", AFTER, origin=now()).subject_id,
        one,
        "trainer",
        origin=now(),
    ),
    "in an engagement from the start": lambda there, one: there.crm.agree_engagement(
        Form.SESSION, "Spring", AFTER, parties=[TakesPart(one, "trainer")], origin=now()
    ),
    "member of a network": lambda there, one: there.crm.join_network(
        there.crm.found_network("Fathers", origin=now()).subject_id, one, origin=now()
    ),
    "account": lambda there, one: there.crm.open_account(
        "eero@example.org", "Eero", Standing(Role.COORDINATOR), one, origin=now()
    ),
}


@pytest.mark.parametrize("name", NAMING.values(), ids=NAMING)
def test_nothing_new_names_a_colleague_who_was_erased(
    there: There, name: Callable[[There, UUID], object]
) -> None:
    with pytest.raises(PersonIsErased):
        name(there, there.erased)
    name(there, there.other)


def test_no_contact_who_was_erased_came_to_anything(there: There) -> None:
    evening = there.crm.agree_engagement(Form.SESSION, "Spring", AFTER, origin=now()).subject_id

    with pytest.raises(PersonIsErased):
        there.crm.say_which_contacts_came(evening, [there.erased_contact], origin=now())
    there.crm.say_which_contacts_came(evening, [there.contact], origin=now())


def test_who_is_erased_meanwhile_is_noticed_under_the_lock(there: There) -> None:
    for one in (there.erased, there.erased_contact):
        school = there.crm.get(Partner, there.school)
        school.rename("Lyseo", AFTER)
        with pytest.raises(PersonIsErased):
            there.crm.record(school, origin=now(), rules=[nobody_is_erased([there.other, one])])

    there.crm.record(school, origin=now(), rules=[nobody_is_erased([there.other, there.contact])])


def test_nobody_looks_after_a_partner_from_a_day_after_they_left(there: There) -> None:
    crm = there.crm
    left, twice = (crm.welcome_colleague(name, origin=now()).subject_id for name in ("Aki", "Ari"))
    crm.see_colleague_off(left, LAST, origin=now())
    crm.withdraw_colleague(twice, "Entered twice.", origin=now())

    with pytest.raises(HasLeft):
        crm.assign_steward(there.school, left, AFTER, origin=now())
    with pytest.raises(IsWithdrawn):
        crm.assign_steward(there.school, twice, AFTER, origin=now())
    crm.assign_steward(there.school, left, LAST, origin=now())

    assert left == crm.get(Partner, there.school).steward_id


def test_no_undoing_makes_somebody_steward_again_who_was_erased(there: There) -> None:
    crm = there.crm
    for steward in (there.other, crm.welcome_colleague("Aki", origin=now()).subject_id):
        crm.assign_steward(there.school, steward, AFTER, origin=now())

    number = crm.version_of(there.school)
    undo(crm, there.school, number, "Never so.", origin=now())
    assert there.other == crm.get(Partner, there.school).steward_id
    with pytest.raises(StewardIsErased):
        undo(crm, there.school, number - 1, "Never so.", origin=now())

    assert there.other == crm.get(Partner, there.school).steward_id
    # That they looked after it at all may still have been an error.
    twice = crm.register_partner("Lyseo", Description("school"), origin=now()).subject_id
    crm.assign_steward(twice, there.other, AFTER, origin=now())
    undo(crm, twice, 2, "Never so.", origin=now())
    assert crm.get(Partner, twice).steward_id is None
