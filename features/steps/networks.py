"""Networks: their members, and the days of these."""

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from crm.application import CRM
from features.known import address_of, id_of
from features.reader import Reader
from features.sentences import like
from features.steps.calendar import Now, day, on, shown


@given(like('the network "{name}" is founded'))
def is_founded(crm: CRM, origin: Now, name: str) -> None:
    crm.found_network(name, origin=origin())


@given(like('"{party}" joined "{network}" on {joined}'))
def joined(crm: CRM, origin: Now, party: str, network: str, joined: str) -> None:
    crm.join_network(id_of(crm, network), id_of(crm, party), "member", day(joined), origin=origin())


@given(like('"{network}" was dissolved on {last_day}'))
def was_dissolved(crm: CRM, origin: Now, network: str, last_day: str) -> None:
    crm.dissolve_network(id_of(crm, network), day(last_day), origin=origin())


@when(like('Aino founds the network "{name}" for "{purpose}"'))
def founds(reader: Reader, name: str, purpose: str) -> None:
    reader.open("/networks/new")
    reader.fill(Name=name, Purpose=purpose)
    reader.send()


@when(like('Aino takes "{party}" into "{network}"'))
def takes_in(reader: Reader, party: str, network: str) -> None:
    reader.act(network, "Add member")
    reader.fill(Who=party, Role="Member")
    reader.send()


@when(like('Aino lets "{party}" leave "{network}" on {last_day}'))
def lets_leave(reader: Reader, party: str, network: str, last_day: str) -> None:
    reader.visit(network)
    member = reader.main.locator("#members .tie").filter(has_text=party)
    member.get_by_role("link", name="leaves").click()
    reader.fill(Last_day=shown(last_day))
    reader.send()


@then(like('"{network}" has the member "{party}"'))
def has_member(reader: Reader, network: str, party: str) -> None:
    reader.visit(network)
    members = reader.main.locator("#members .tie")
    expect(members).to_have_count(1)
    expect(members.get_by_role("link", name=party)).to_be_visible()


@then(like('"{network}" had the member "{party}" on {past}'))
def had_member(reader: Reader, network: str, party: str, past: str) -> None:
    reader.open(f"{address_of(reader.crm, network)}?on={on(past)}")
    expect(reader.main.locator("#members .tie").filter(has_text=party)).to_have_count(1)


@then(like('"{network}" has no members'))
def has_no_members(reader: Reader, network: str) -> None:
    reader.visit(network)
    expect(reader.main.locator("#members")).to_contain_text("No members yet")


@then(like('"{network}" is listed with {count} member'))
def is_listed_with(reader: Reader, network: str, count: str) -> None:
    row = reader.rows().filter(has_text=network)
    expect(row.locator("td.num")).to_have_text(count)
