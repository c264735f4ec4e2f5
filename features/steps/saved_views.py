"""Saved views: lists that somebody keeps under names of theirs."""

from playwright.sync_api import Locator, expect
from pytest_bdd import given, then, when

from crm.application import CRM
from domain.account import Role
from features.reader import Reader
from features.sentences import like
from features.signed_in import let_in
from features.steps.accounts import become


@given(like('Aino looks at the partners of the kind "{kind}"'))
def looks_at_kind(reader: Reader, kind: str) -> None:
    reader.open("/partners")
    reader.narrow("Kind", kind)


@given(like('she typed "{text}" above the list'))
def typed_above(reader: Reader, text: str) -> None:
    reader.main.get_by_label("Search partners").press_sequentially(text)


@when(like('she saves the view as "{name}"'))
def saves(reader: Reader, name: str) -> None:
    with reader.page.expect_navigation():
        reader.main.get_by_role("button", name="Save this view").click()
    reader.fill(Name=name)
    reader.send()


@given(like('Aino saved the partners of the kind "{kind}" as "{name}"'))
def saved(reader: Reader, kind: str, name: str) -> None:
    looks_at_kind(reader, kind)
    saves(reader, name)


@when(like('she opens the saved view "{name}"'))
def opens(reader: Reader, name: str) -> None:
    reader.open("/")
    _views(reader).get_by_role("link", name=name).click()


@when(like('she renames the saved view "{name}" to "{new}"'))
def renames(reader: Reader, name: str, new: str) -> None:
    _row(reader, name).get_by_role("link", name="Rename").click()
    reader.fill(Name=new)
    reader.send()


@when(like('she removes the saved view "{name}"'))
def removes(reader: Reader, name: str) -> None:
    with reader.page.expect_navigation():
        _row(reader, name).get_by_role("button", name="Remove").click()


@when("Eero looks at the partners")
def another_looks(reader: Reader, crm: CRM) -> None:
    become(reader, crm, let_in(crm, Role.COORDINATOR, "eero@example.org", name="Eero"))
    reader.open("/partners")


@then("her saved views are")
def views_are(reader: Reader, datatable: list[list[str]]) -> None:
    lines = _views(reader).locator("li a")
    expect(lines).to_have_text([" ".join(row) for row in datatable])
    for line in lines.all():
        expect(line).to_be_visible()


@then("he has no saved views")
def has_none(reader: Reader) -> None:
    expect(reader.rows()).not_to_have_count(0)
    expect(_views(reader)).to_have_count(0)


@then(like("{count} partners are listed"))
def are_listed(reader: Reader, count: str) -> None:
    expect(reader.rows()).to_have_count(int(count))


def _views(reader: Reader) -> Locator:
    return reader.page.locator(".saved-views")


def _row(reader: Reader, name: str) -> Locator:
    """Go to where saved views are looked after, and find one of them."""
    _views(reader).get_by_role("link", name="Saved views").click()
    return reader.rows().filter(has_text=name)
