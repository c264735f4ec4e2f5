"""The log of events, and those who change it behind the program's back."""

from playwright.sync_api import expect
from pytest_bdd import given, then

from crm.application import CRM
from features.reader import Reader
from features.sentences import like


@given("the last entry of the log was changed outside the program")
def was_changed(crm: CRM) -> None:
    with crm.database.connection() as connection:
        connection.execute(
            "UPDATE crm_events SET topic = 'crm.partner.renamed.v1' WHERE notification_id = %s",
            [crm.position()],
        )
    crm.proof.give_anew()


@then(like('she reads "{sentence}" with its position'))
def reads_with_position(reader: Reader, crm: CRM, sentence: str) -> None:
    told = reader.page.locator("#status")
    expect(told).to_contain_text(sentence)
    expect(told).to_contain_text(str(crm.position()))
