"""What is sensitive: said to be so, restricted to others, read by few."""

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from crm.application import CRM
from features.known import id_of
from features.reader import Reader
from features.sentences import like
from features.steps.calendar import Now, shown


@given(like('"{title}" is sensitive'))
def is_sensitive(crm: CRM, origin: Now, title: str) -> None:
    crm.mark_sensitive(id_of(crm, title), "Somebody could be known by it", origin=origin())


@when(like('Aino says that "{title}" is sensitive because "{reason}"'))
def marks(reader: Reader, title: str, reason: str) -> None:
    reader.act(title, "It is sensitive")
    reader.fill(Reason=reason)
    reader.send()


@when(like('Aino says that "{title}" isn\'t sensitive because "{reason}"'))
def lifts(reader: Reader, title: str, reason: str) -> None:
    reader.act(title, "It isn't sensitive")
    reader.fill(Reason=reason)
    reader.send()


@when(like('Aino logs the sensitive session "{title}" on {held} with "{party}"'))
def logs(reader: Reader, title: str, held: str, party: str) -> None:
    reader.open("/engagements/new")
    reader.fill(What=title, Form="Session", When=shown(held), With_whom=party)
    reader.box("Sensitive").check()
    reader.send()


@then(like('"{title}" is shown as sensitive'))
def is_shown(reader: Reader, title: str) -> None:
    reader.visit(title)
    expect(reader.main.locator("h1 .tag").last).to_have_text("sensitive")


@then(like('it is written down that she read "{title}"'))
def is_written_down(reader: Reader, title: str) -> None:
    reader.open("/audit/readings")
    expect(reader.rows().filter(has_text="a sensitive engagement").first).to_contain_text(title)
