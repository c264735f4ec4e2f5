"""What is read on any page, and how it is opened."""

from typing import Any

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from features.reader import Reader
from features.sentences import like
from features.steps.calendar import shown

LOCALES = {"English": "en-GB", "Finnish": "fi-FI", "Swedish": "sv-FI"}
LISTS = {
    "partners": "/partners",
    "contacts": "/contacts",
    "people": "/people",
    "units": "/units",
    "networks": "/networks",
    "projects": "/projects",
    "engagements": "/engagements",
}


@given(like("Aino reads {language}"))
def reads_in(looks: dict[str, Any], language: str) -> None:
    looks["locale"] = LOCALES[language]


@given("Aino's browser runs no JavaScript")
def no_javascript(looks: dict[str, Any]) -> None:
    looks["java_script_enabled"] = False


@when(like('Aino looks at "{name}"'))
def looks_at(reader: Reader, name: str) -> None:
    reader.visit(name)


@when(like("Aino looks at the list of {things}"))
def looks_at_list(reader: Reader, things: str) -> None:
    reader.open(LISTS[things])


@then(like('she is told "{text}"'))
def is_told(reader: Reader, text: str) -> None:
    reader.is_told(text)


@then(like('she reads "{text}"'))
def reads(reader: Reader, text: str) -> None:
    expect(reader.page.locator("body")).to_contain_text(text)


@then(like('she doesn\'t read "{text}"'))
def does_not_read(reader: Reader, text: str) -> None:
    expect(reader.page.locator("body")).not_to_contain_text(text)


@then(like('the page is headed "{text}"'))
def is_headed(reader: Reader, text: str) -> None:
    heading = reader.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(text)


@then(like('"{label}" still says "{value}"'))
def still_says(reader: Reader, label: str, value: str) -> None:
    expect(reader.box(label)).to_have_value(value)


@then(like('the profile of "{name}" says'))
def profile_says(reader: Reader, name: str, datatable: list[list[str]]) -> None:
    reader.visit(name)
    for label, value in datatable:
        expect(reader.fact(label)).to_have_text(value)


@then(like('the profile of "{name}" tells its old name "{former}"'))
def tells_old_name(reader: Reader, name: str, former: str) -> None:
    reader.visit(name)
    expect(reader.main.locator(".old-names")).to_contain_text(f"formerly {former}")


@then(like('the timeline of "{name}" shows "{text}" on {day}'))
def timeline_shows(reader: Reader, name: str, text: str, day: str) -> None:
    reader.visit(name)
    told = reader.main.locator(".timeline li").filter(has_text=text)
    expect(told.locator(".meta")).to_contain_text(shown(day))


@then(like('the timeline of "{name}" tells "{text}"'))
def timeline_tells(reader: Reader, name: str, text: str) -> None:
    reader.visit(name)
    expect(reader.main.locator(".timeline li").filter(has_text=text)).to_have_count(1)


@then(like('the history of "{name}" tells "{title}" because "{reason}"'))
def history_tells(reader: Reader, name: str, title: str, reason: str) -> None:
    reader.visit(name, "/history")
    told = reader.rows().filter(has=reader.page.get_by_role("link", name=title, exact=True))
    expect(told).to_contain_text(f"Reason: {reason}")


@then(like("these activities are listed"))
def are_listed(reader: Reader, datatable: list[list[str]]) -> None:
    titles = reader.main.locator("tbody .row-link")
    expect(titles).to_have_count(len(datatable))
    assert {title for (title,) in datatable} == set(titles.all_text_contents())
