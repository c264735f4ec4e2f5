"""Projects, and who takes part in them."""

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from crm.application import CRM
from features.known import id_of
from features.reader import Reader
from features.sentences import like
from features.steps.calendar import Now, day, shown


@given(like('the project "{title}" lasts from {starts} to {ends}'))
def lasts(crm: CRM, origin: Now, title: str, starts: str, ends: str) -> None:
    crm.plan_project(title, day(starts), day(ends), origin=origin())


@given(like('"{party}" takes part in "{title}"'))
def takes_part(crm: CRM, origin: Now, party: str, title: str) -> None:
    crm.join_activity(id_of(crm, title), id_of(crm, party), "partner", origin=origin())


@given(like('"{party}" takes part in "{title}" until {until}'))
def takes_part_until(crm: CRM, origin: Now, party: str, title: str, until: str) -> None:
    ids = id_of(crm, title), id_of(crm, party)
    crm.join_activity(*ids, "partner", None, day(until), origin=origin())


@given(like('"{party}" takes part in "{title}" from {start}'))
def takes_part_from(crm: CRM, origin: Now, party: str, title: str, start: str) -> None:
    ids = id_of(crm, title), id_of(crm, party)
    crm.join_activity(*ids, "partner", day(start), None, origin=origin())


@given(like('"{title}" was completed on {last_day}'))
def was_completed(crm: CRM, origin: Now, title: str, last_day: str) -> None:
    crm.complete_project(id_of(crm, title), day(last_day), origin=origin())


@when(
    like(
        'Aino plans "{title}" from {starts} to {ends}, led by "{lead}", with "{one}" and "{other}"'
    )
)
def plans(
    reader: Reader, title: str, starts: str, ends: str, lead: str, one: str, other: str
) -> None:
    reader.open("/projects/new")
    reader.fill(Title=title, Starts=shown(starts), Ends=shown(ends), Led_by=lead)
    reader.type("Partners", one)
    reader.type("Partners", other)
    reader.send()


@when(like('"{party}" joins "{title}"'))
def joins(reader: Reader, party: str, title: str) -> None:
    reader.act(title, "Add who takes part")
    reader.fill(Who=party, Role="Partner")
    reader.send()


@when(like('"{party}" joins "{title}" from {starts} to {ends}'))
def joins_for(reader: Reader, party: str, title: str, starts: str, ends: str) -> None:
    reader.act(title, "Add who takes part")
    reader.fill(Who=party, Role="Partner", From=shown(starts), Until=shown(ends))
    reader.send()


@when(like('"{party}" leaves "{title}" on {last_day} because "{reason}"'))
def leaves(reader: Reader, party: str, title: str, last_day: str, reason: str) -> None:
    _say(reader, party, title, "Left")
    reader.fill(Last_day=shown(last_day), Reason=reason)
    reader.send()


@when(like('"{party}" takes the role "{role}" in "{title}" from {from_day}'))
def takes_role(reader: Reader, party: str, role: str, title: str, from_day: str) -> None:
    _say(reader, party, title, "Took another role")
    reader.fill(Role=role, From_which_day=shown(from_day))
    reader.send()


@when(like('Aino says that "{party}" never took part in "{title}" because "{reason}"'))
def never_took_part(reader: Reader, party: str, title: str, reason: str) -> None:
    _say(reader, party, title, "Never took part")
    reader.fill(Reason=reason)
    reader.send()


@when(like('Aino moves the end of "{title}" to {ends} because "{reason}"'))
def moves_end(reader: Reader, title: str, ends: str, reason: str) -> None:
    reader.act(title, "Move its end")
    reader.fill(Ends=shown(ends), Reason=reason)
    reader.send()


@when(like('Aino corrects the days of "{title}" to {starts} and {ends} because "{reason}"'))
def corrects_days(reader: Reader, title: str, starts: str, ends: str, reason: str) -> None:
    reader.act(title, "Correct the days")
    reader.fill(Starts=shown(starts), Ends=shown(ends), Reason=reason)
    reader.send()


@then(like('"{title}" has the parties'))
def has_parties(reader: Reader, title: str, datatable: list[list[str]]) -> None:
    reader.visit(title)
    ties = reader.main.locator("#parties .tie")
    expect(ties).to_have_count(len(datatable))
    for at, (name, role) in enumerate(datatable):
        expect(ties.nth(at)).to_contain_text(f"{name} {role}")


@then(like('"{title}" has no parties'))
def has_no_parties(reader: Reader, title: str) -> None:
    reader.visit(title)
    expect(reader.main.locator("#parties .tie")).to_have_count(0)


@then(like('the chosen partners are still "{one}" and "{other}"'))
def still_chosen(reader: Reader, one: str, other: str) -> None:
    chosen = reader.main.get_by_role("group", name="Chosen: Partners")
    for name in (one, other):
        expect(chosen.get_by_label(name)).to_be_checked()


@then(like('"{party}" is shown as having left "{title}"'))
def shown_as_left(reader: Reader, party: str, title: str) -> None:
    reader.visit(title)
    tie = reader.main.locator("#parties .tie").filter(has_text=party)
    expect(tie.locator(".tag").last).to_have_text("left")


def _say(reader: Reader, party: str, title: str, what: str) -> None:
    reader.visit(title)
    tie = reader.main.locator("#parties .tie").filter(has_text=party)
    tie.locator("summary").click()
    tie.get_by_role("link", name=what, exact=True).click()
