"""Partners: outside organisations we work with."""

import re

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from crm.application import CRM
from domain.partner import Description, Stage
from features.known import id_of
from features.reader import Reader
from features.sentences import like
from features.steps.calendar import Now, day, shown

MUNICIPALITY = Description("municipality", ("social",), "Vantaa", "FI")


@given(like('"{name}" is a partner'))
def is_partner(crm: CRM, origin: Now, name: str) -> None:
    crm.register_partner(name, MUNICIPALITY, stage=Stage.ACTIVE, origin=origin())


@given(like('"{name}" is a university that is a partner'))
def is_university(crm: CRM, origin: Now, name: str) -> None:
    about = Description("university", ("education",), "Vantaa", "FI")
    crm.register_partner(name, about, stage=Stage.ACTIVE, origin=origin())


@given(like('"{name}" is a partner with the business id "{number}"'))
def is_partner_with_id(crm: CRM, origin: Now, name: str, number: str) -> None:
    ids = {"fi-ytunnus": number}
    crm.register_partner(name, MUNICIPALITY, identified_by=ids, origin=origin())


@given(like("{count} partners are registered"))
def are_partners(crm: CRM, origin: Now, count: str) -> None:
    for number in range(int(count)):
        crm.register_partner(f"Association {number + 1:02}", MUNICIPALITY, origin=origin())


@given(like('"{name}" took the name "{new}" on {from_day}'))
@given(like('meanwhile "{name}" took the name "{new}" on {from_day}'))
def took_name(crm: CRM, origin: Now, name: str, new: str, from_day: str) -> None:
    crm.rename_partner(id_of(crm, name), new, day(from_day), origin=origin("Eero"))


@given(like('the relationship with "{name}" ended on {last_day}'))
def has_ended(crm: CRM, origin: Now, name: str, last_day: str) -> None:
    crm.move_partner_stage(
        id_of(crm, name), Stage.ENDED, day(last_day), "No more need", origin=origin()
    )


@given(like('"{name}" is part of "{other}"'))
def is_part_of(crm: CRM, origin: Now, name: str, other: str) -> None:
    january = day("1 January 2026")
    crm.place_partner(id_of(crm, name), id_of(crm, other), january, origin=origin())


@given(like('"{name}" was given the business id "{number}"'))
def was_given_id(crm: CRM, origin: Now, name: str, number: str) -> None:
    crm.give_partner_identifier(id_of(crm, name), "fi-ytunnus", number, origin=origin())


@given(like('"{name}" was withdrawn as registered in error'))
def was_withdrawn(crm: CRM, origin: Now, name: str) -> None:
    crm.withdraw_partner(id_of(crm, name), "Entered twice", origin=origin())


@given(like('Aino is renaming "{name}"'))
def is_renaming(reader: Reader, name: str) -> None:
    reader.act(name, "Take a new name")


@given(like('she saved the name "{name}" from {from_day} and was told of it'))
def saved_and_was_told(reader: Reader, name: str, from_day: str) -> None:
    reader.fill(New_name=name, From_which_day=shown(from_day))
    reader.send()
    reader.is_told("Somebody else changed this while you were writing.")


@when(like('Aino registers "{name}" as a {kind} in "{place}"'))
def registers(reader: Reader, name: str, kind: str, place: str) -> None:
    reader.open("/partners/new")
    reader.fill(Name=name, Kind=kind.capitalize(), Place=place)
    reader.send()


@when(like('Aino registers "{name}" with the business id "{number}"'))
def registers_with_id(reader: Reader, name: str, number: str) -> None:
    reader.open("/partners/new")
    reader.main.locator("#name").fill(name)
    reader.main.locator("#kind").select_option("municipality")
    reader.main.locator("details.more > summary").click()
    reader.main.locator("[name=fi-ytunnus], [name=business_id]").fill(number)
    reader.send()


@when(like('Aino registers "{name}" in the country "{code}" with the business id "{number}"'))
def registers_in_country(reader: Reader, name: str, code: str, number: str) -> None:
    reader.open("/partners/new")
    reader.fill(Name=name, Kind="Municipality", Business_id=number, Country=code)
    reader.send()


@when(like('Aino gives "{name}" the business id "{number}"'))
def gives_id(reader: Reader, name: str, number: str) -> None:
    reader.act(name, "Give identifiers")
    reader.fill(Business_id=number)
    reader.send()


@when(like('Aino corrects the business id of "{name}" to "{number}" because "{reason}"'))
def corrects_id(reader: Reader, name: str, number: str, reason: str) -> None:
    reader.act(name, "Correct identifiers")
    reader.fill(Business_id=number, What_was_wrong=reason)
    reader.send()


@when(like('Aino begins to register "{name}"'))
def begins_to_register(reader: Reader, name: str) -> None:
    reader.open("/partners/new")
    with reader.page.expect_response(lambda answer: "/partners/likely" in answer.url):
        reader.box("Name").press_sequentially(name)


@when(like('Aino registers "{name}" without a kind'))
def registers_without_kind(reader: Reader, name: str) -> None:
    reader.open("/partners/new")
    reader.box("Name").fill(name)
    reader.send()


@when(like('Aino sends the registration of "{name}" twice'))
def sends_twice(reader: Reader, name: str) -> None:
    reader.open("/partners/new")
    reader.fill(Name=name, Kind="Municipality")
    with reader.page.expect_request(lambda sent: sent.method == "POST") as sent:
        reader.send()
    again = sent.value
    headers = {"Content-Type": again.headers["content-type"], "Sec-Fetch-Site": "same-origin"}
    reader.page.request.post(again.url, data=again.post_data_buffer, headers=headers)


@when(like('Aino renames "{name}" to "{new}" from {from_day}'))
def renames(reader: Reader, name: str, new: str, from_day: str) -> None:
    reader.act(name, "Take a new name")
    reader.fill(New_name=new, From_which_day=shown(from_day))
    reader.send()


@when(like('she saves the name "{new}" from {from_day}'))
def saves_name(reader: Reader, new: str, from_day: str) -> None:
    reader.fill(New_name=new, From_which_day=shown(from_day))
    reader.send()


@when("she saves it again")
def saves_again(reader: Reader) -> None:
    reader.send()


@when(like('Aino corrects the name "{name}" to "{new}" because "{reason}"'))
def corrects_name(reader: Reader, name: str, new: str, reason: str) -> None:
    reader.act(name, "Correct the name")
    reader.fill(Name=new, What_was_wrong=reason)
    reader.send()


@when(like('Aino describes "{name}" as a {kind} in "{place}" from {from_day}'))
def describes(reader: Reader, name: str, kind: str, place: str, from_day: str) -> None:
    reader.act(name, "Change the description")
    reader.fill(Kind=kind.capitalize(), Place=place, From_which_day=shown(from_day))
    reader.send()


@when(like('Aino corrects the place of "{name}" to "{place}" because "{reason}"'))
def corrects_place(reader: Reader, name: str, place: str, reason: str) -> None:
    reader.visit(name)
    reader.main.get_by_label("About this: Place").click()
    reader.main.get_by_role("link", name=re.compile(r"It was wrong\s*: Place")).click()
    reader.fill(Place=place, What_was_wrong=reason)
    reader.send()


@when(like('Aino corrects the country of "{name}" to "{code}" because "{reason}"'))
def corrects_country(reader: Reader, name: str, code: str, reason: str) -> None:
    reader.visit(name, "/description-correction")
    reader.fill(Country=code, What_was_wrong=reason)
    reader.send()


@given(like('Aino is moving "{name}" to another stage'))
def is_moving(reader: Reader, name: str) -> None:
    reader.act(name, "Move to another stage")


@given(like('meanwhile "{name}" moved to the stage "{stage}" on {moved_day}'))
def moved_meanwhile(crm: CRM, origin: Now, name: str, stage: str, moved_day: str) -> None:
    crm.move_partner_stage(id_of(crm, name), Stage(stage), day(moved_day), "Quiet", origin=origin())


@when(like('she saves the stage "{stage}" from {from_day} because "{reason}"'))
def saves_stage(reader: Reader, stage: str, from_day: str, reason: str) -> None:
    reader.fill(Stage=stage, From_which_day=shown(from_day), Reason=reason)
    reader.send()


@when(like('Aino moves "{name}" to the stage "{stage}" on {moved_day}'))
def moves_stage(reader: Reader, name: str, stage: str, moved_day: str) -> None:
    reader.act(name, "Move to another stage")
    reader.fill(Stage=stage, From_which_day=shown(moved_day), Reason="No more need")
    reader.send()


@when(like('Aino makes "{name}" part of "{other}" from {from_day}'))
def makes_part(reader: Reader, name: str, other: str, from_day: str) -> None:
    reader.act(name, "Make part of another")
    reader.fill(Part_of=other, From_which_day=shown(from_day))
    reader.send()


@when(like('Aino lets "{steward}" look after "{name}" from {from_day}'))
def lets_look_after(reader: Reader, steward: str, name: str, from_day: str) -> None:
    reader.act(name, "Assign a steward")
    reader.fill(Steward=steward, From_which_day=shown(from_day))
    reader.send()


@when(like('Aino withdraws "{name}" because "{reason}"'))
def withdraws(reader: Reader, name: str, reason: str) -> None:
    reader.act(name, "Withdraw")
    reader.fill(What_was_wrong=reason)
    reader.send()


@then("what she typed is still there")
def is_still_there(reader: Reader) -> None:
    expect(reader.main.locator("#name")).to_have_value("City of Vantaa")
    expect(reader.main.locator("#kind")).to_have_value("municipality")
    number = reader.main.locator("[aria-invalid=true]")
    expect(number).to_have_value("0115776-4")


@then(like('she reads that "{name}" may be there already'))
def reads_warning(reader: Reader, name: str) -> None:
    warning = reader.main.locator("#name-check .notice")
    expect(warning).to_have_text(re.compile(f"May be there already: {re.escape(name)}"))


@then("she reads no warning")
def reads_no_warning(reader: Reader) -> None:
    expect(reader.main.locator("#name-check")).to_be_empty()


@then(like("there is {count} partner"))
@then(like("there are {count} partners"))
def there_are_partners(reader: Reader, count: str) -> None:
    reader.open("/partners")
    number = "0" if count == "no" else count
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(f"Partners {number}")
    expect(reader.rows()).to_have_count(int(number))


@then(like('she sees both "{now}" and "{typed}"'))
def sees_both(reader: Reader, now: str, typed: str) -> None:
    expect(reader.main.locator(".notice.warn")).to_contain_text(f"It says now: {now}")
    expect(reader.box("New name")).to_have_value(typed)
