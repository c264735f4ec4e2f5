"""Contacts: the people at partners, and what is known of them."""

from pathlib import Path

from playwright.sync_api import Locator, expect
from pytest_bdd import given, then, when

from crm.application import CRM
from crm.erasures import Ledger
from domain.details import Details
from features.known import id_of
from features.reader import Reader
from features.sentences import like
from features.steps.calendar import Now, shown

# Individual numbers from 900 on are given to nobody.
IDENTITY_CODE = "131052-9107"


@given(like('"{name}" is a contact at "{partner}"'))
def is_contact(crm: CRM, origin: Now, name: str, partner: str) -> None:
    details = Details(name, "elli@example.org")
    crm.add_contact(id_of(crm, partner), details, origin=origin())


@given(like('"{name}" came to "{title}"'))
def came(crm: CRM, origin: Now, name: str, title: str) -> None:
    crm.say_which_contacts_came(id_of(crm, title), [id_of(crm, name)], origin=origin())


@when(like('Aino adds "{name}", {job_title} at "{partner}"'))
def adds(reader: Reader, name: str, job_title: str, partner: str) -> None:
    reader.visit(partner)
    _card(reader, "Contacts").get_by_role("link", name="Add").click()
    reader.fill(Name=name, Job_title=job_title.capitalize())
    reader.send()


@when(like('Aino begins to add a contact called "{name}"'))
def begins_to_add(reader: Reader, name: str) -> None:
    reader.open("/contacts/new")
    with reader.page.expect_response(lambda answer: "/contacts/likely" in answer.url):
        reader.box("Name").press_sequentially(name)


@when(like('Aino adds "{name}" of "{partner}" with the address "{address}"'))
def adds_with_address(reader: Reader, name: str, partner: str, address: str) -> None:
    reader.open("/contacts/new")
    reader.type("E-mail", address)
    reader.fill(Name=name, Partner=partner)
    reader.send()


@when(like('Aino adds "{name}" of "{partner}" with a note that holds an identity code'))
def adds_with_code(reader: Reader, name: str, partner: str) -> None:
    reader.open("/contacts/new")
    reader.fill(Name=name, Partner=partner, Note=f"Tunnus {IDENTITY_CODE}")
    reader.send()


@when("she saves it all the same")
def saves_again(reader: Reader) -> None:
    reader.send()


@when(like('Aino moves the contact "{name}" to "{partner}" from {from_day}'))
def moves(reader: Reader, name: str, partner: str, from_day: str) -> None:
    reader.act(name, "Move to another partner")
    reader.fill(Partner=partner, From_which_day=shown(from_day))
    reader.send()


@when(like('Aino says that "{person}" came to "{title}"'))
def says_who_came(reader: Reader, person: str, title: str) -> None:
    reader.act(title, "Say which contacts came")
    reader.tick("Contacts who came", person)
    reader.send()


@when(like('Aino records on {given_on} that "{name}" agreed to the newsletter'))
def records_consent(reader: Reader, given_on: str, name: str) -> None:
    reader.act(name, "Record a consent")
    reader.fill(Purpose="Newsletter", Text="2026-1", When=shown(given_on))
    reader.send()


@when(like('Aino records on {day} that "{name}" no longer agrees to the newsletter'))
def withdraws_consent(reader: Reader, day: str, name: str) -> None:
    reader.act(name, "Withdraw a consent")
    reader.fill(Purpose="Newsletter", When=shown(day))
    reader.send()


@when(like('Aino erases "{name}"'))
def erases(reader: Reader, crm: CRM, tmp_path: Path, name: str) -> None:
    crm.ledger = Ledger(tmp_path)
    reader.act(name, "Erase")
    reader.main.get_by_label("I know that nobody can bring this back").check()
    reader.send()


@then(like('the profile of "{partner}" lists "{name}" among its contacts'))
def lists_contact(reader: Reader, partner: str, name: str) -> None:
    reader.visit(partner)
    expect(_card(reader, "Contacts").get_by_role("link", name=name)).to_be_visible()


@then(like('the profile of "{title}" lists "{name}" among the contacts who came'))
def lists_who_came(reader: Reader, title: str, name: str) -> None:
    reader.visit(title)
    expect(_card(reader, "Contacts who came")).to_contain_text(name)


@then(like('the profile of "{name}" tells of "{title}" under "{partner}"'))
def tells_under(reader: Reader, name: str, title: str, partner: str) -> None:
    reader.visit(name)
    place = _card(reader, "Where they work").locator(".tie").filter(has_text=partner)
    expect(place.get_by_role("link", name=title)).to_be_visible()


@then(like('the profile of "{name}" tells of a "{purpose}" that was withdrawn'))
def tells_of_consent(reader: Reader, name: str, purpose: str) -> None:
    reader.visit(name)
    line = _card(reader, "What their data are held for").locator(".tie").filter(has_text=purpose)
    expect(line).to_contain_text("withdrawn")


@then(like('nobody is found by "{text}"'))
def nobody_found(reader: Reader, text: str) -> None:
    reader.open(f"/search?q={text}")
    expect(reader.main).to_contain_text("Nothing matches")


def _card(reader: Reader, heading: str) -> Locator:
    named = reader.page.get_by_role("heading", name=heading, exact=True)
    return reader.main.locator("section.card").filter(has=named)
