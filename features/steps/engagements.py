"""Engagements: logged, held, moved, called off, corrected."""

from datetime import timedelta

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from crm.activities import TakesPart
from crm.application import CRM
from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Form
from features.known import id_of
from features.reader import Reader
from features.sentences import like
from features.site import Site
from features.steps.calendar import Now, day, shown


@given(like('the session "{title}" is agreed for {starts}'))
def is_agreed(crm: CRM, origin: Now, title: str, starts: str) -> None:
    crm.agree_engagement(Form.SESSION, title, day(starts), origin=origin())


@given(like('"{name}" is to give the session "{title}" on {starts}'))
def is_to_give(crm: CRM, origin: Now, name: str, title: str, starts: str) -> None:
    parties = [TakesPart(id_of(crm, name), "trainer")]
    crm.agree_engagement(Form.SESSION, title, day(starts), parties=parties, origin=origin())


@given(like('a {form} "{title}" was held on {starts} by "{unit}" with "{party}"'))
def was_held(
    crm: CRM, site: Site, origin: Now, form: str, title: str, starts: str, unit: str, party: str
) -> None:
    parties = [TakesPart(id_of(crm, unit), "lead"), TakesPart(id_of(crm, party), "partner")]
    crm.agree_engagement(
        Form(form),
        title,
        day(starts),
        parties=parties,
        delivered=(Headcount(25, "professional"),),
        today=site.today,
        origin=origin(),
    )


@given(like('the session "{title}" with "{party}" was called off'))
def was_called_off(crm: CRM, site: Site, origin: Now, title: str, party: str) -> None:
    parties = [TakesPart(id_of(crm, party), "partner")]
    tomorrow = Day.of(site.today + timedelta(days=1))
    agreed = crm.agree_engagement(
        Form.SESSION, title, tomorrow, parties=parties, today=site.today, origin=origin()
    )
    crm.cancel_engagement(agreed.subject_id, "The trainer is ill", origin=origin())


@when(like('Aino logs the session "{title}" on {held} with "{party}"'))
def logs(reader: Reader, title: str, held: str, party: str) -> None:
    reader.open("/engagements/new")
    reader.fill(What=title, Form="Session", When=shown(held), With_whom=party)
    reader.send()


@when(like('Aino logs the session "{title}" on {held} with {n} professionals and {m} students'))
def logs_people(reader: Reader, title: str, held: str, n: str, m: str) -> None:
    reader.open("/engagements/new")
    reader.fill(What=title, Form="Session", When=shown(held), Professionals=n, Students=m)
    reader.send()


@when(like('Aino logs the session "{title}" on someday with a dozen professionals'))
def logs_slips(reader: Reader, title: str) -> None:
    reader.open("/engagements/new")
    reader.fill(What=title, Form="Session", When="someday", Professionals="a dozen")
    reader.send()


@when(like('Aino logs the session "{title}" on {held} with a dozen professionals'))
def logs_a_dozen(reader: Reader, title: str, held: str) -> None:
    reader.open("/engagements/new")
    reader.fill(What=title, Form="Session", When=shown(held), Professionals="a dozen")
    reader.send()


@when(like('Aino logs the session "{title}" on {held} with the typed name "{typed}"'))
def logs_typed(reader: Reader, title: str, held: str, typed: str) -> None:
    reader.open("/engagements/new")
    reader.fill(What=title, Form="Session", When=shown(held))
    reader.box("With whom").fill(typed)
    reader.send()


@when(like('Aino logs the session "{title}" on {held} trained by the name "{typed}"'))
def logs_trained_by(reader: Reader, title: str, held: str, typed: str) -> None:
    reader.open("/engagements/new")
    reader.fill(What=title, Form="Session", When=shown(held))
    reader.box("Trainers and experts").fill(typed)
    reader.send()


@when(like('Aino records "{title}" as held with {count} professionals'))
def records_held(reader: Reader, title: str, count: str) -> None:
    reader.act(title, "Record as held")
    reader.fill(Professionals=count)
    reader.send()


@when(like('Aino moves "{title}" to {starts} because "{reason}"'))
def moves(reader: Reader, title: str, starts: str, reason: str) -> None:
    reader.act(title, "Move to other days")
    reader.fill(When=shown(starts), Reason=reason)
    reader.send()


@when(like('Aino says that "{title}" is to be held remotely because "{reason}"'))
def held_remotely(reader: Reader, title: str, reason: str) -> None:
    reader.act(title, "Change what it is about")
    reader.box("Held remotely").check()
    reader.fill(Reason=reason)
    reader.send()


@when(like('Aino adds the theme "{theme}" to "{title}" because "{reason}"'))
def adds_theme(reader: Reader, theme: str, title: str, reason: str) -> None:
    reader.act(title, "Correct what it is about")
    reader.tick("Themes", theme)
    reader.fill(Reason=reason)
    reader.send()


@when(like('Aino calls "{title}" off because "{reason}"'))
def calls_off(reader: Reader, title: str, reason: str) -> None:
    reader.act(title, "Call off")
    reader.fill(Reason=reason)
    reader.send()


@when(like('Aino corrects who came to "{title}" to {count} professionals because "{reason}"'))
def corrects_attendance(reader: Reader, title: str, count: str, reason: str) -> None:
    reader.act(title, "Correct who came")
    reader.fill(Professionals=count, Reason=reason)
    reader.send()


@when(like('Aino corrects the day of "{title}" to {starts} because "{reason}"'))
def corrects_day(reader: Reader, title: str, starts: str, reason: str) -> None:
    reader.act(title, "Correct the days")
    reader.fill(When=shown(starts), Reason=reason)
    reader.send()


@then(like('"{name}" took part in {count} activity'))
def took_part_in(reader: Reader, name: str, count: str) -> None:
    reader.visit(name)
    card = reader.main.locator(".card").filter(has_text="Worked with")
    expect(card.locator("p.mute a").first).to_have_text(f"{count} activity")


@then(like('"{title}" is {state}'))
def is_in_state(reader: Reader, title: str, state: str) -> None:
    reader.visit(title)
    expect(reader.main.locator("h1 .tag")).to_have_text(state.capitalize())


@then(like('she may first "{act}"'))
def may_first(reader: Reader, act: str) -> None:
    expect(reader.main.locator(".actions > a.btn")).to_have_text(act)


@then(like('the typed name is still "{typed}"'))
def typed_is_still(reader: Reader, typed: str) -> None:
    expect(reader.box("With whom")).to_have_value(typed)
