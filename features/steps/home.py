"""The first page."""

from playwright.sync_api import Locator, expect
from pytest_bdd import then, when

from features.reader import Reader
from features.sentences import like


@when("Aino looks at the first page")
def looks(reader: Reader) -> None:
    reader.open("/")


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


def _figure(reader: Reader, label: str) -> Locator:
    return reader.main.locator(".stat").filter(has_text=label)
