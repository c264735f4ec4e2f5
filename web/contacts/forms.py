"""The forms of contacts."""

from typing import TypeVar
from uuid import UUID

from crm.language import gettext as _
from crm.log import Receipt
from domain.contact import Basis, Purpose
from domain.details import Details, mail_address
from domain.refusal import Missing
from web import words
from web.acting import Act, how
from web.contacts import words as said
from web.contacts.show import Person
from web.form import Entered, Field, Form
from web.profiles.forms import changed_on, party_field
from web.visit import Visit

Choice = TypeVar("Choice", Basis, Purpose)


def adding(visit: Visit) -> Form:
    """The form for a new contact; an address may say the partner."""
    given = visit.ids("partner")
    return Form(
        title=_("New contact"),
        lead=_("Write down only what work needs: people may ask to see it, or to be erased."),
        fields=[
            *_who(Details(name=visit.one("name")), check_url="/contacts/likely"),
            _partner(visit, given[0] if given else None),
            Field("since_on", _("Since"), "day", past=True),
            *_more(Details.NONE),
        ],
        submit=_("Add contact"),
        cancel=f"/partners/{given[0]}" if given else "/contacts",
        key="contacts",
    )


def add(visit: Visit, typed: Entered) -> Receipt:
    """Get to know somebody."""
    return visit.crm.add_contact(
        typed.needed_id("partner"),
        _details(typed),
        typed.day("since_on"),
        origin=visit.origin(typed.command_id),
    )


def _who(details: Details, check_url: str = "") -> list[Field]:
    return [
        Field("name", _("Name"), value=details.name, required=True, check_url=check_url),
        Field(
            "job_title", _("Job title"), value=details.job_title, help=_("Such as head of services")
        ),
        Field("email", _("E-mail"), "email", details.email, check=mail_address),
        Field("phone", _("Telephone"), "phone", details.phone),
    ]


def _more(details: Details) -> list[Field]:
    languages = [("", "–"), *words.languages()]
    note = _("What a colleague needs to know to work with them. They may read it.")
    return [
        Field("language", _("Language"), "choice", details.language, options=languages, more=True),
        Field("note", _("Note"), "area", details.note, help=note, more=True),
    ]


def _partner(visit: Visit, chosen: UUID | None = None) -> Field:
    return party_field(visit, "partner", _("Partner"), "partner", chosen, required=True)


def _details(typed: Entered) -> Details:
    fields = ("name", "email", "phone", "job_title", "language", "note")
    return Details(**{name: typed.text(name) for name in fields})


def _about(person: Person, title: str, *fields: Field, submit: str = "", lead: str = "") -> Form:
    return Form(
        title=title % {"name": person.name},
        fields=list(fields),
        submit=submit or _("Save"),
        cancel=f"/contacts/{person.id}",
        key="contacts",
        lead=lead,
        version=person.version,
    )


def _changing(_visit: Visit, person: Person) -> Form:
    fields = [*_who(person.details), *_more(person.details)]
    return _about(person, _("The details of %(name)s"), *fields)


def _change(visit: Visit, contact_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.change_contact_details(contact_id, _details(typed), **how(visit, typed))


def _moving(visit: Visit, person: Person) -> Form:
    lead = _("What they took part in until then stays with the partner before.")
    fields = _partner(visit), changed_on()
    return _about(person, _("%(name)s works at another partner"), *fields, lead=lead)


def _move(visit: Visit, contact_id: UUID, typed: Entered) -> Receipt:
    day = typed.past_day("changed_on")
    return visit.crm.move_contact(contact_id, typed.needed_id("partner"), day, **how(visit, typed))


def _correcting(visit: Visit, person: Person) -> Form:
    since = visit.written(person.now.since_day) if person.now.since_day else ""
    return _about(
        person,
        _("Correct where %(name)s works"),
        _partner(visit, person.now.partner),
        Field("since_on", _("Since"), "day", since, past=True),
        submit=_("Correct"),
        lead=_("For what was written wrong. History keeps both."),
    )


def _correct(visit: Visit, contact_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_contact_position(
        contact_id, typed.needed_id("partner"), typed.day("since_on"), **how(visit, typed)
    )


def _leaving(_visit: Visit, person: Person) -> Form:
    lead = _("What was done together stays.")
    return _about(person, _("%(name)s leaves the partner"), changed_on(_("Last day")), lead=lead)


def _leave(visit: Visit, contact_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.see_contact_off(
        contact_id, typed.needed_day("changed_on"), **how(visit, typed)
    )


def _consenting(_visit: Visit, person: Person) -> Form:
    text = _("Which text they were shown, such as 2026-1")
    return _about(
        person,
        _("What the data of %(name)s are held for"),
        _purpose(),
        _choice("basis", _("Ground"), "consent", said.bases()),
        Field("text_version", _("Text"), required=True, help=text),
        Field("given_on", _("When"), "day", required=True, past=True),
    )


def _consent(visit: Visit, contact_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.record_consent(
        contact_id,
        _chosen(Basis, typed, "basis"),
        _chosen(Purpose, typed, "purpose"),
        typed.text("text_version"),
        typed.past_day("given_on"),
        origin=visit.origin(typed.command_id),
    )


def _objecting(_visit: Visit, person: Person) -> Form:
    return _about(
        person,
        _("What the data of %(name)s are held for no longer"),
        _purpose(),
        Field("withdrawn_on", _("When"), "day", required=True, past=True),
        submit=_("Withdraw"),
    )


def _object(visit: Visit, contact_id: UUID, typed: Entered) -> Receipt:
    purpose, day = _chosen(Purpose, typed, "purpose"), typed.past_day("withdrawn_on")
    origin = visit.origin(typed.command_id)
    return visit.crm.withdraw_consent(contact_id, purpose, day, origin=origin)


def _purpose() -> Field:
    return _choice("purpose", _("Purpose"), "cooperation", said.purposes())


def _choice(name: str, label: str, chosen: str, labels: dict[str, str]) -> Field:
    return Field(name, label, "choice", chosen, required=True, options=list(labels.items()))


def _chosen(kind: type[Choice], typed: Entered, name: str) -> Choice:
    try:
        return kind(typed.text(name))
    except ValueError:
        raise Missing(name) from None


ACTS = {
    "details": Act(_changing, _change),
    "position": Act(_moving, _move),
    "position-correction": Act(_correcting, _correct),
    "leaving": Act(_leaving, _leave),
    "consent": Act(_consenting, _consent),
    "consent-withdrawal": Act(_objecting, _object),
}
