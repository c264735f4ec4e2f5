"""Bridges: what a party holds together."""

from playwright.sync_api import expect
from pytest_bdd import then, when

from features.reader import Reader
from features.sentences import like


@when(like('Aino asks why "{name}" is a bridge'))
def asks_why(reader: Reader, name: str) -> None:
    _ask(reader, "/network/measures", name)


@when(like('Aino asks why "{name}" is a bridge from {year} on'))
def asks_why_since(reader: Reader, name: str, year: str) -> None:
    _ask(reader, f"/network/measures?from={year}-01-01", name)


@then("the shares between groups add up to its figure")
def add_up(reader: Reader) -> None:
    shares = reader.main.locator("table:has(tfoot) tbody td.num").all_text_contents()
    whole = reader.main.locator("tfoot td.num").text_content() or ""
    assert len(shares) > 1
    # Each is rounded.
    assert abs(sum(map(_number, shares)) - _number(whole)) < 0.11


@then(like('its ties name "{name}"'))
def ties_name(reader: Reader, name: str) -> None:
    expect(reader.main.locator(".through").filter(has_text=name)).to_have_count(1)


def _ask(reader: Reader, measures: str, name: str) -> None:
    reader.open(measures)
    row = reader.rows().filter(has=reader.page.get_by_role("link", name=name, exact=True))
    row.get_by_role("link", name=f"Bridge, {name}").click()


def _number(share: str) -> float:
    return float(share.strip(" <%"))
