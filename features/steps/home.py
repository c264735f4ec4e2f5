"""The first page."""

import re

from playwright.sync_api import Locator, expect
from pytest_bdd import given, then, when

from features.reader import Reader
from features.sentences import like


@when("Aino looks at the first page")
def looks(reader: Reader) -> None:
    reader.open("/")


@given(like('Aino opened "{figure}" on the first page'))
@when(like('Aino opens "{figure}" on the first page'))
def opens(reader: Reader, figure: str) -> None:
    reader.open("/")
    _figure(reader, figure).click()


@then(like('"{figure}" is {now}, last year {before}'))
def figure_is(reader: Reader, figure: str, now: str, before: str) -> None:
    expect(_figure(reader, figure).locator("strong")).to_have_text(now)
    expect(_figure(reader, figure)).to_contain_text(f"last year {before}")


@then("she is shown the first steps")
def first_steps(reader: Reader, datatable: list[list[str]]) -> None:
    steps = reader.main.locator("ol li")
    expect(steps).to_have_text([step for (step,) in datatable])


@then(like('she reads under "{title}"'))
def reads_under(reader: Reader, title: str, datatable: list[list[str]]) -> None:
    expect(_card(reader, title).locator(".tie p:first-child")).to_have_text(
        [name for (name,) in datatable]
    )


@then(like('she can say from there that "{title}" was held'))
def can_say(reader: Reader, title: str) -> None:
    reader.main.locator(".tie", has_text=title).get_by_role("link", name="Record as held").click()
    expect(reader.page).to_have_title(re.compile(title))


@then("nothing there is of her own")
def nothing_of_her_own(reader: Reader) -> None:
    expect(reader.main.get_by_role("heading", level=1)).to_have_text("The network in 2026")
    expect(_card(reader, "Coming up")).to_have_count(0)


def _card(reader: Reader, title: str) -> Locator:
    heading = reader.page.get_by_role("heading", name=title, exact=True)
    return reader.main.locator(".card").filter(has=heading)


def _figure(reader: Reader, label: str) -> Locator:
    return reader.main.locator(".stat").filter(has_text=label)
