"""Colleagues: the people of our own association."""

from pathlib import Path
from uuid import UUID

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from crm.application import CRM
from crm.erasures import Ledger
from domain.colleague import Position
from domain.day import Day
from domain.partner import Description, Stage
from features.known import id_of
from features.reader import Reader
from features.sentences import like
from features.steps.calendar import Now, day, shown


@given(like('"{name}" is a colleague'))
def is_colleague(crm: CRM, origin: Now, name: str) -> None:
    crm.welcome_colleague(name, origin=origin())


@given(like('"{name}" is a colleague in "{unit}"'))
def is_colleague_in(crm: CRM, origin: Now, name: str, unit: str) -> None:
    crm.welcome_colleague(name, Position.EXPERT, id_of(crm, unit), origin=origin())


@given(like('Eero looks after "{name}"'))
def looks_after(crm: CRM, origin: Now, name: str) -> None:
    crm.assign_steward(id_of(crm, name), id_of(crm, "Eero Salo"), Day("2026-03"), origin=origin())


@given(like('Eero looks after the partner "{name}"'))
def looks_after_partner(crm: CRM, origin: Now, name: str) -> None:
    found = crm.register_partner(
        name, Description("municipality"), stage=Stage.ACTIVE, origin=origin()
    )
    steward = id_of(crm, "Eero Salo")
    crm.assign_steward(found.subject_id, steward, Day("2020"), origin=origin())


@given(like('"{name}" left on {last_day}'))
def has_left(crm: CRM, origin: Now, name: str, last_day: str) -> None:
    crm.see_colleague_off(id_of(crm, name), day(last_day), origin=origin())


@given(like('"{name}" was withdrawn because "{reason}"'), target_fixture="withdrawn")
def was_withdrawn(crm: CRM, origin: Now, name: str, reason: str) -> UUID:
    found = id_of(crm, name)
    crm.withdraw_colleague(found, reason, origin=origin())
    return found


@when(like('Aino erases "{name}", who was withdrawn'))
def erases_withdrawn(reader: Reader, crm: CRM, tmp_path: Path, withdrawn: UUID) -> None:
    crm.ledger = Ledger(tmp_path)
    reader.open(f"/people/{withdrawn}")
    reader.main.get_by_role("link", name="Erase", exact=True).click()
    reader.main.get_by_label("I know that nobody can bring this back").check()
    reader.send()


@when(like('Aino welcomes "{name}" as a {position} into "{unit}" on {joined}'))
def welcomes(reader: Reader, name: str, position: str, unit: str, joined: str) -> None:
    reader.open("/people/new")
    reader.fill(Name=name, Position=position.capitalize(), Unit=unit, Since=shown(joined))
    reader.send()


@when(like('Aino welcomes "{name}" as a {position} into "{unit}" on "{typed}"'))
def welcomes_on(reader: Reader, name: str, position: str, unit: str, typed: str) -> None:
    reader.open("/people/new")
    reader.fill(Name=name, Position=position.capitalize(), Unit=unit, Since=typed)
    reader.send()


@when(like('Aino moves "{name}" to "{unit}" from {from_day}'))
def moves(reader: Reader, name: str, unit: str, from_day: str) -> None:
    reader.act(name, "Move to another unit")
    reader.fill(Unit=unit, From_which_day=shown(from_day))
    reader.send()


@when(like('Aino sees "{name}" off on {last_day}'))
def sees_off(reader: Reader, name: str, last_day: str) -> None:
    reader.act(name, "Leaves us")
    reader.fill(Last_day=shown(last_day))
    reader.send()


@then(like('the profile of "{unit}" lists "{name}" among its people'))
def lists_among_people(reader: Reader, unit: str, name: str) -> None:
    reader.visit(unit)
    people = reader.main.locator("section.card").filter(
        has=reader.page.get_by_role("heading", name="People", exact=True)
    )
    expect(people.get_by_role("link", name=name)).to_be_visible()
