"""Searching, and what is suggested while one types."""

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from features.reader import Reader
from features.sentences import like


@when(like('Aino searches for "{text}"'))
def searches(reader: Reader, text: str) -> None:
    reader.open("/units")
    reader.search.fill(text)
    with reader.page.expect_navigation():
        reader.search.press("Enter")


@given(like('Aino typed "{text}" into the search'))
@when(like('Aino types "{text}" into the search'))
def types(reader: Reader, text: str) -> None:
    reader.open("/units")
    reader.search.press_sequentially(text)
    expect(reader.page.locator("#suggestions a").first).to_be_visible()


@when("she takes the first suggestion with the keyboard")
def takes_first(reader: Reader) -> None:
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")


@then(like('"{name}" is found'))
def is_found(reader: Reader, name: str) -> None:
    expect(reader.rows().filter(has_text=name).first).to_be_visible()


@then(like('searching for "{text}" finds "{name}"'))
def searching_finds(reader: Reader, text: str, name: str) -> None:
    reader.search.fill(text)
    with reader.page.expect_navigation():
        reader.search.press("Enter")
    expect(reader.rows().filter(has_text=name)).to_have_count(1)


@then(like('"{name}" is suggested'))
def is_suggested(reader: Reader, name: str) -> None:
    expect(reader.page.locator("#suggestions a", has_text=name)).to_be_visible()
