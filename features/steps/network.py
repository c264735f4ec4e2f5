"""The network: pairs, what two did together, the matrix, the map, paths, changes, measures."""

import re

from playwright.sync_api import Locator, expect
from pytest_bdd import given, then, when

from crm.application import CRM
from features.known import id_of
from features.reader import Reader
from features.sentences import like
from features.site import Site
from features.small_network import TODAY
from features.steps.calendar import on, shown


@given(like("the competence centre's network on {today}"), target_fixture="crm")
def the_network(competence_centre: CRM, site: Site, today: str) -> CRM:
    assert on(today) == TODAY
    site.today = on(today)
    return competence_centre


@when("Aino looks at the strongest pairs")
def looks_at_pairs(reader: Reader) -> None:
    reader.open("/network/pairs")


@when(like('Aino looks at the strongest pairs on the theme "{theme}"'))
def looks_at_pairs_on(reader: Reader, theme: str) -> None:
    reader.open("/network/pairs")
    reader.narrow("Theme", theme)


@when(like("Aino looks at the strongest pairs of the year {year}"))
def looks_at_pairs_of_year(reader: Reader, year: str) -> None:
    _open_period(reader).get_by_role("link", name=year).click()


@when(like('Aino looks at the strongest pairs from "{first}" to "{last}"'))
def looks_at_pairs_between(reader: Reader, first: str, last: str) -> None:
    period = _open_period(reader)
    period.get_by_label("From").fill(first)
    period.get_by_label("To").fill(last)
    period.get_by_role("button", name="Show").click()


@when(like('Aino opens the strongest pairs of the kind "{kind}"'))
def opens_pairs_of_kind(reader: Reader, kind: str) -> None:
    reader.open(f"/network/pairs?kind={kind}")


@when(like('Aino asks what "{one}" and "{other}" did together'))
def asks_together(reader: Reader, one: str, other: str) -> None:
    reader.open(_between(reader, one, other))


@given("Aino crossed units and sectors")
@when("Aino crosses units and sectors")
def crosses(reader: Reader) -> None:
    reader.open("/network/matrix")
    reader.fill(Rows="Unit", Columns="Sector")
    reader.main.get_by_role("button", name="Show").click()


@given(like("Aino crossed units and sectors from {first} to {last}"))
@when(like("Aino crosses units and sectors from {first} to {last}"))
def crosses_during(reader: Reader, first: str, last: str) -> None:
    reader.open(f"/network/matrix?rows=unit&columns=sector&from={on(first)}&to={on(last)}")


@given(like('she opened what "{row}" and "{column}" did'))
@when(like('she opens what "{row}" and "{column}" did'))
def opens_cell(reader: Reader, row: str, column: str) -> None:
    _cell(reader, row, column).get_by_role("link").click()


@when(like('she goes back to "{page}"'))
def goes_back(reader: Reader, page: str) -> None:
    reader.main.locator(".facts-line").get_by_role("link", name=page).click()


@when(like('she opens the total of "{row}"'))
def opens_total(reader: Reader, row: str) -> None:
    _cell(reader, row, "Total").get_by_role("link").click()


@when("she takes it along as a file", target_fixture="taken")
def takes_file(reader: Reader) -> str:
    with reader.page.expect_download() as download:
        reader.main.get_by_role("link", name="CSV").click()
    return download.value.path().read_text("utf-8-sig")


@when("Aino looks at the map")
def looks_at_map(reader: Reader) -> None:
    reader.open("/network/map")


@given(like('Aino is looking at the map around "{name}"'))
@when(like('Aino looks at the map around "{name}"'))
def looks_around(reader: Reader, name: str) -> None:
    reader.visit(name)
    reader.main.locator(".tabs").get_by_role("link", name="Map").click()


@when(like('Aino looks two steps around "{name}"'))
def looks_two_steps(reader: Reader, name: str) -> None:
    reader.open(f"/network/map?focus={id_of(reader.crm, name)}")
    reader.main.get_by_role("link", name="Two steps").click()


@when("Aino looks at the whole map")
def looks_at_whole_map(reader: Reader) -> None:
    reader.open("/network/map")
    reader.main.get_by_role("link", name="The whole network").click()


@when("she takes it along as a picture", target_fixture="taken")
def takes_picture(reader: Reader) -> str:
    with reader.page.expect_download() as download:
        reader.main.get_by_role("link", name="SVG").click()
    return download.value.path().read_text("utf-8")


@when(like('Aino asks how "{one}" is connected to "{other}"'))
def asks_way(reader: Reader, one: str, other: str) -> None:
    reader.open("/network/path")
    reader.type("From", one)
    reader.type("To", other)
    reader.send()


@when(like('Aino asks how "{one}" is connected, and doesn\'t say to whom'))
def asks_half_a_way(reader: Reader, one: str) -> None:
    reader.open("/network/path")
    reader.type("From", one)
    reader.send()


@when(like("Aino compares from {first} to {last}"))
def compares(reader: Reader, first: str, last: str) -> None:
    reader.open("/network/changes")
    reader.fill(From=shown(first), To=shown(last))
    reader.main.get_by_role("button", name="Compare").click()


@when("Aino looks at the measures")
def looks_at_measures(reader: Reader) -> None:
    reader.open("/network/measures")


@then(like('the first pair is "{one}" and "{other}" with {count} activities'))
def first_pair(reader: Reader, one: str, other: str, count: str) -> None:
    expect(reader.rows().first).to_have_text(_row(one, other, count))


@then("the pairs are")
def pairs_are(reader: Reader, datatable: list[list[str]]) -> None:
    expect(reader.rows()).to_have_text([_row(*line) for line in datatable])


@then("they did together")
def did_together(reader: Reader, datatable: list[list[str]]) -> None:
    expect(reader.rows()).to_have_text([_row(*line) for line in datatable])


@then(like('"{one}" and "{other}" did {count} thing together'))
def did_count(reader: Reader, one: str, other: str, count: str) -> None:
    reader.open(_between(reader, one, other))
    expect(reader.rows()).to_have_count(int(count))


@then(like('a chain leads from "{one}" to "{other}" through "{through}"'))
def chain_leads(reader: Reader, one: str, other: str, through: str) -> None:
    expect(reader.main.locator(".chain").first).to_have_text(_row(one, through, other))


@then(like('"{name}" was involved in {count} activity'))
def was_involved(reader: Reader, name: str, count: str) -> None:
    line = reader.main.locator(".tie").filter(has_text=name)
    line.get_by_role("link", name=f"{count} activity").click()
    expect(reader.rows()).to_have_count(int(count))
    reader.page.go_back()


@then(like('"{row}" and "{column}" met on {count} activities'))
def met_on(reader: Reader, row: str, column: str, count: str) -> None:
    expect(_cell(reader, row, column)).to_have_text(count)


@then(like('"{row}" and "{column}" met on none'))
def met_on_none(reader: Reader, row: str, column: str) -> None:
    expect(_cell(reader, row, column)).to_contain_text("·")


@then(like('the file has a line for "{name}"'))
def file_has_line(taken: str, name: str) -> None:
    assert any(line.startswith(f'"{name}"') for line in taken.splitlines())


@then(like('the map shows "{one}" and "{other}"'))
def map_shows(reader: Reader, one: str, other: str) -> None:
    for name in (one, other):
        node = reader.main.locator(f'svg.map .node[data-name="{name.lower()}"]')
        expect(node).to_have_count(1)


@then(like('"{name}" is not on the map'))
def not_on_map(reader: Reader, name: str) -> None:
    expect(reader.main.locator("svg.map .node").first).to_be_visible()
    expect(reader.main.locator(f'.node[data-name="{name.lower()}"]')).to_have_count(0)


@then(like('the picture shows "{name}"'))
def picture_shows(taken: str, name: str) -> None:
    assert taken.startswith("<svg")
    assert f">{name}</text>" in taken


@then(like('the tie of "{one}" and "{other}" is among the {kind}'))
def tie_is_among(reader: Reader, one: str, other: str, kind: str) -> None:
    heading = re.compile(rf"^{kind} · \d+", re.IGNORECASE)
    card = reader.main.locator("section.card").filter(
        has=reader.page.get_by_role("heading", name=heading)
    )
    expect(card.locator(".tie").filter(has_text=one).filter(has_text=other)).to_have_count(1)


@then(like('the tie of "{one}" and "{other}" came of "{activity}"'))
def tie_came_of(reader: Reader, one: str, other: str, activity: str) -> None:
    tie = reader.main.locator(".tie").filter(has_text=one).filter(has_text=other)
    tie.get_by_role("link", name=activity).click()
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text(activity)


@then("new and ended ties are drawn apart")
def drawn_apart(reader: Reader) -> None:
    for style in ("new", "ended"):
        expect(reader.main.locator(f"svg.map .edge.{style}").first).to_be_attached()


@then(like('"{name}" worked with {count} others'))
def worked_with(reader: Reader, name: str, count: str) -> None:
    row = reader.rows().filter(has=reader.page.get_by_role("link", name=name, exact=True))
    expect(row.locator("td.num").first).to_have_text(count)


def _between(reader: Reader, one: str, other: str) -> str:
    return f"/network/between/{id_of(reader.crm, one)}/{id_of(reader.crm, other)}"


def _row(*parts: str) -> re.Pattern[str]:
    return re.compile(r"\s+.*?".join(re.escape(part) for part in parts), re.DOTALL)


def _cell(reader: Reader, row: str, column: str) -> Locator:
    heads = reader.main.locator(".heat thead th").all_text_contents()
    at = [head.strip() for head in heads].index(column)
    line = reader.rows().filter(has=reader.page.get_by_role("rowheader", name=row, exact=True))
    return line.locator("td").nth(at - 1)


def _open_period(reader: Reader) -> Locator:
    reader.open("/network/pairs")
    period = reader.main.locator("details.menu").filter(has_text="Period")
    period.locator("summary").click()
    return period
