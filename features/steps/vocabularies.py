"""Vocabularies: the lists of terms that administrators look after."""

from playwright.sync_api import Locator, expect
from pytest_bdd import given, then, when

from features.reader import Reader
from features.sentences import like


@when(like('an administrator adds the theme "{fi}", in Swedish "{sv}", in English "{en}"'))
def adds_theme(reader: Reader, fi: str, sv: str, en: str) -> None:
    reader.open("/vocabularies")
    reader.main.get_by_role("link", name="Themes").click()
    reader.fill(Name_in_Finnish=fi, Name_in_Swedish=sv, Name_in_English=en)
    reader.send()


@when(like('an administrator retires the kind "{fi}"'))
def retires_kind(reader: Reader, fi: str) -> None:
    reader.open("/vocabularies")
    _row(reader, "Kinds of partners", fi).get_by_role("link", name="Retire").click()
    reader.send()


@given(like('an administrator merged the kind "{fi}" into "{other}"'))
@when(like('an administrator merges the kind "{fi}" into "{other}"'))
def merges_kind(reader: Reader, fi: str, other: str) -> None:
    reader.open("/vocabularies")
    _row(reader, "Kinds of partners", fi).get_by_role("link", name="Merge into…").click()
    reader.fill(Into=other)
    reader.send()


@when(like('an administrator undoes the merge of the kind "{fi}"'))
def undoes_merge(reader: Reader, fi: str) -> None:
    reader.open("/vocabularies")
    _row(reader, "Kinds of partners", fi).get_by_role("link", name="Undo the merge").click()
    reader.send()


@when(like('an administrator opens how often the sector "{fi}" is used'))
def opens_use(reader: Reader, fi: str) -> None:
    reader.open("/vocabularies")
    _row(reader, "Sectors", fi).locator(".num a").click()


@then(like('"{name}" is among the themes that a new project may have'))
def may_have_theme(reader: Reader, name: str) -> None:
    reader.open("/projects/new")
    expect(reader.main.get_by_role("group", name="Themes")).to_contain_text(name)


@then(like('no new partner can be a "{kind}"'))
def cannot_be(reader: Reader, kind: str) -> None:
    reader.open("/partners/new")
    options = reader.main.locator("#kind option")
    expect(options.filter(has_text="School")).to_have_count(1)
    expect(options.filter(has_text=kind)).to_have_count(0)


@then(like('"{name}" is told to be a "{kind}"'))
def is_told_to_be(reader: Reader, name: str, kind: str) -> None:
    reader.visit(name)
    expect(reader.fact("Kind")).to_contain_text(kind)


@then(like('"{name}" is still found as a "{code}"'))
def is_found_as(reader: Reader, name: str, code: str) -> None:
    reader.open(f"/partners?kind={code}")
    expect(reader.rows()).to_have_count(1)
    expect(reader.rows()).to_contain_text(name)


def _row(reader: Reader, list_: str, term: str) -> Locator:
    table = reader.main.get_by_role("region", name=list_).last
    name = reader.page.get_by_role("rowheader", name=term, exact=True)
    return table.locator("tbody tr").filter(has=name)
