"""The time machine: as it was on a day, as known on a day."""

import re

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from features.reader import Reader
from features.sentences import like
from features.steps.calendar import shown


@when(like("Aino looks at the engagements as known on {day}"))
def looks_as_known(reader: Reader, day: str) -> None:
    reader.open("/engagements")
    _travel(reader, "As known on", day)


@given(like('Aino is looking at "{name}" as it was on {day}'))
@when(like('Aino looks at "{name}" as it was on {day}'))
def looks_as_it_was(reader: Reader, name: str, day: str) -> None:
    reader.visit(name)
    _travel(reader, "As it was on", day)


@when("she goes on to the list of units")
def goes_on(reader: Reader) -> None:
    reader.page.get_by_role("navigation", name="Main menu").get_by_text("Units").click()


@when(like('she opens "{name}" there'))
def opens_there(reader: Reader, name: str) -> None:
    # A link to all of a card is called by what it opens, too.
    reader.main.get_by_role("link", name=re.compile(rf"^{re.escape(name)}")).click()


@when("she goes back to now")
def goes_back(reader: Reader) -> None:
    reader.page.get_by_role("link", name="Back to now").click()


@then(like('"{name}" is listed'))
def is_listed(reader: Reader, name: str) -> None:
    expect(reader.rows().filter(has_text=name)).to_have_count(1)


@then(like('"{name}" is not listed'))
def is_not_listed(reader: Reader, name: str) -> None:
    expect(reader.page.locator(".time-bar")).to_be_visible()
    expect(reader.rows().filter(has_text=name)).to_have_count(0)


@then("on that day alone nobody is listed")
def nobody_that_day(reader: Reader) -> None:
    reader.main.get_by_role("link", name="Going on that day").click()
    expect(reader.main).to_contain_text("Nobody yet")
    expect(reader.rows()).to_have_count(0)


@then(like('its timeline doesn\'t tell of "{name}"'))
def does_not_tell(reader: Reader, name: str) -> None:
    expect(reader.page.locator(".time-bar")).to_be_visible()
    expect(reader.main).not_to_contain_text(name)


@then("nothing can be changed there")
def nothing_can_be_changed(reader: Reader) -> None:
    expect(reader.main.locator(".actions")).to_have_count(0)
    expect(reader.page.get_by_text("New", exact=True)).to_have_count(0)
    expect(reader.main.get_by_text("It changed")).to_have_count(0)


@then(like("the page is still as it was on {day}"))
def is_still(reader: Reader, day: str) -> None:
    expect(reader.page.locator(".time-bar")).to_contain_text(f"As it was on {shown(day)}")


def _travel(reader: Reader, label: str, day: str) -> None:
    reader.page.locator("summary", has_text="Another day").click()
    reader.page.get_by_label(label).fill(shown(day))
    reader.page.get_by_role("button", name="Show that day").click()
    expect(reader.page.locator(".time-bar")).to_contain_text(shown(day))
