"""History: every event, and the entry of the log behind it."""

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from features.reader import Reader
from features.sentences import like


@given(like('Aino is reading the history of "{name}"'))
@when(like('Aino reads the history of "{name}"'))
def reads_history(reader: Reader, name: str) -> None:
    reader.visit(name)
    reader.main.locator(".tabs").get_by_role("link", name="History").click()


@when(like('she opens "{title}"'))
def opens(reader: Reader, title: str) -> None:
    reader.main.get_by_role("link", name=title, exact=True).click()


@then("it tells, newest first")
def tells(reader: Reader, datatable: list[list[str]]) -> None:
    rows = reader.rows()
    expect(rows).to_have_count(len(datatable))
    for at, (title, was, recorded, by) in enumerate(datatable):
        cells = rows.nth(at).locator("th, td")
        told = [cells.nth(column).inner_text().strip() for column in (0, 3, 4, 5)]
        assert told == [title, was, recorded, by]


@then("she reads how it is known")
def how_known(reader: Reader, datatable: list[list[str]]) -> None:
    for label, value in datatable:
        expect(reader.fact(label)).to_have_text(value)


@when(like('Aino asks "{name}" how its "{label}" is known'))
def asks_how_known(reader: Reader, name: str, label: str) -> None:
    reader.visit(name)
    fact = reader.main.locator(".facts > div").filter(has_text=label).first
    fact.locator("summary").click()
    expect(fact.get_by_role("link", name="How this is known")).to_be_visible()
