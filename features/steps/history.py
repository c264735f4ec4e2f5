"""History: every event, and the entry of the log behind it."""

import re

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


@when(like('she undoes "{title}" because "{reason}"'))
def undoes(reader: Reader, title: str, reason: str) -> None:
    _undo(reader, title)
    reader.fill(Why_it_is_undone=reason)
    reader.send()


@when(like('she undoes "{title}" of "{name}" because "{reason}"'))
def undoes_of(reader: Reader, title: str, name: str, reason: str) -> None:
    reads_history(reader, name)
    undoes(reader, title, reason)


@when(like('she undoes at once what she saved because "{reason}"'))
def undoes_at_once(reader: Reader, reason: str) -> None:
    reader.page.locator("#status").get_by_role("link", name="Undo").click()
    reader.fill(Why_it_is_undone=reason)
    reader.send()


@when(like('she is about to undo "{title}"'))
def is_about_to_undo(reader: Reader, title: str) -> None:
    _undo(reader, title)


@when(like('Aino tries to undo the first renaming of "{name}"'))
def tries_to_undo_the_first(reader: Reader, name: str) -> None:
    reader.visit(name, "/2/undoing")


@then(like('"{title}" is told as undone'))
def is_undone(reader: Reader, title: str) -> None:
    row = reader.rows().filter(has=reader.page.get_by_role("rowheader", name=title, exact=True))
    expect(row).to_contain_text("Undone")


@then(like('"{title}" is told with the reason "{reason}"'))
def is_told_why(reader: Reader, title: str, reason: str) -> None:
    row = reader.rows().filter(has=reader.page.get_by_role("rowheader", name=title, exact=True))
    expect(row).to_contain_text(f"Reason: {reason}")


@then(like('nothing tells that "{name}" ever had another name'))
def has_no_other_name(reader: Reader, name: str) -> None:
    reader.visit(name)
    expect(reader.main.get_by_role("heading", level=1)).to_contain_text(name)
    expect(reader.main.locator(".old-names")).to_have_count(0)


@then(like('she is told that the name will be "{name}" again'))
def is_told_the_name(reader: Reader, name: str) -> None:
    expect(reader.main).to_contain_text(f"The name will be “{name}” again.")


@then("she is told that something newer was said of the same")
def is_told_of_newer(reader: Reader) -> None:
    expect(reader.main).to_contain_text("Something newer was said of the same since.")


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


def _undo(reader: Reader, title: str) -> None:
    """Choose it beside an event, where what it is about is for those alone who hear the page."""
    reader.main.get_by_role("link", name=re.compile(rf"^Undo\s*: {title}$")).click()
