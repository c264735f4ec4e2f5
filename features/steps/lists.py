"""Lists: filters, sorting, pages, and searching while one types."""

import re

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from features.reader import Reader
from features.sentences import like


@given(like('Aino narrowed the partners to the kind "{kind}" and the place "{place}"'))
@when(like('Aino narrows the partners to the kind "{kind}" and the place "{place}"'))
def narrows(reader: Reader, kind: str, place: str) -> None:
    reader.open("/partners")
    reader.narrow("Kind", kind)
    reader.narrow("Place", place)


@when(like('Aino narrows the partners to the places "{one}" and "{other}"'))
def narrows_to_places(reader: Reader, one: str, other: str) -> None:
    reader.open("/partners")
    reader.narrow("Place", one)
    reader.narrow("Place", other)


@when(like('Aino narrows the partners to the steward "{steward}"'))
def narrows_to_steward(reader: Reader, steward: str) -> None:
    reader.open("/partners")
    reader.narrow("Steward", steward)


@when(like('Aino narrows the partners to those quiet for "{span}"'))
def narrows_to_quiet(reader: Reader, span: str) -> None:
    reader.open("/partners")
    reader.narrow("Quiet for", span)


@when(like('she takes the filter "{label}" away'))
def takes_away(reader: Reader, label: str) -> None:
    reader.main.get_by_role("link", name=f"Remove the filter {label}").click()


@when("Eero opens the address that she sent him")
def opens_address(reader: Reader) -> None:
    reader.open(reader.page.url)


@when(like("Aino sorts the partners by {column}, {way}"))
def sorts(reader: Reader, column: str, way: str) -> None:
    reader.open("/partners")
    head = reader.main.locator("thead th").filter(has_text=column.capitalize())
    head.get_by_role("link").click()
    if way == "descending":
        expect(head).to_have_attribute("aria-sort", "ascending")
        head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", way)


@when(like('Aino types "{text}" above the list of partners'))
def types_above(reader: Reader, text: str) -> None:
    reader.open("/partners")
    reader.main.get_by_label("Search partners").press_sequentially(text)


@when(like('Aino types "{text}" above the list of partners and confirms it'))
def types_and_confirms(reader: Reader, text: str) -> None:
    types_above(reader, text)
    with reader.page.expect_navigation(url=re.compile("q=")):
        reader.page.keyboard.press("Enter")


@when(like('she types "{text}" above the list'))
def types_above_it(reader: Reader, text: str) -> None:
    reader.main.get_by_label("Search partners").press_sequentially(text)


@when("Aino turns to the second page of partners")
def turns(reader: Reader) -> None:
    reader.open("/partners")
    reader.main.get_by_role("link", name="Next").click()


@then(like('only "{name}" is listed'))
def only_is_listed(reader: Reader, name: str) -> None:
    expect(reader.rows()).to_have_count(1)
    expect(reader.rows()).to_contain_text(name)


@then(like('she hears "{text}"'))
def hears(reader: Reader, text: str) -> None:
    expect(reader.page.locator("#say[role=status]")).to_have_text(text)


@then(like("the heading counts {count}"))
def heading_counts(reader: Reader, count: str) -> None:
    expect(reader.main.locator("h1 .count")).to_have_text(count)


@then(like('the list of {things} shows "{name}"'))
def list_shows(reader: Reader, things: str, name: str) -> None:
    reader.open(f"/{things}")
    expect(reader.rows().filter(has_text=name)).to_have_count(1)


@then(like('the filters are "{one}" and "{other}"'))
def filters_are(reader: Reader, one: str, other: str) -> None:
    expect(reader.main.locator(".chip")).to_have_text([one, other])


@then(like('the filters are "{one}"'))
def filter_is(reader: Reader, one: str) -> None:
    expect(reader.main.locator(".chip")).to_have_text([one])


@then("no filter is in use")
def no_filter(reader: Reader) -> None:
    expect(reader.main.locator(".chip")).to_have_count(0)


@then(like('the first partner is "{name}"'))
def first_is(reader: Reader, name: str) -> None:
    expect(reader.rows().first).to_contain_text(name)


@then(like('the address keeps "{text}"'))
def address_keeps(reader: Reader, text: str) -> None:
    expect(reader.page).to_have_url(re.compile(f"[?&]q={text}"))


@then("1 partner is on the page")
def one_on_page(reader: Reader) -> None:
    expect(reader.rows()).to_have_count(1)


@then("there is a page before it and none after")
def last_page(reader: Reader) -> None:
    pages = reader.page.get_by_role("navigation", name="Pages")
    expect(pages.get_by_role("link", name="Previous")).to_be_visible()
    expect(pages.get_by_role("link", name="Next")).to_have_count(0)
