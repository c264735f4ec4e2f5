"""The forms about parties, and the fields that many of them have."""

from collections.abc import Callable
from uuid import UUID

from crm.beginnings import correct_beginning
from crm.language import current
from crm.language import gettext as _
from crm.log import Receipt
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import Party
from web import words
from web.acting import Act, how
from web.form import Entered, Field, Form
from web.visit import Visit


def about(party: Party, title: str, *fields: Field, submit: str = "", lead: str = "") -> Form:
    """A form about a party: `title` names it as %(name)s, and its way out is the profile."""
    path = words.PATHS[party.type]
    return Form(
        title=title % {"name": party.named(current.get())},
        fields=list(fields),
        submit=submit or _("Save"),
        cancel=f"{path}/{party.id}",
        key=path.lstrip("/"),
        lead=lead,
        version=party.version,
    )


def changed_on(label: str = "") -> Field:
    """The day from which something is so."""
    # A last day may be one to come.
    past = not label
    return Field("changed_on", label or _("From which day"), "day", required=True, past=past)


def what_was_wrong() -> Field:
    """Why something is corrected."""
    return Field("reason", _("What was wrong"), required=True)


def party_field(
    visit: Visit,
    name: str,
    label: str,
    types: str,
    chosen: UUID | None = None,
    *,
    required: bool = False,
    more: bool = False,
) -> Field:
    """A party of some types, chosen while its name is typed."""
    names = directory.names(visit.crm.database, [chosen] if chosen else [])
    return Field(
        name,
        label,
        "party",
        [(str(one.id), one.named(visit.language)) for one in names.values()],
        types=types,
        check_url=f"/search/parties?types={types}",
        required=required,
        more=more,
    )


def correcting_name(_visit: Visit, party: Party) -> Form:
    """It was wrong: the name had been written wrong."""
    return about(
        party,
        _("Correct the name of %(name)s"),
        Field("name", _("Name"), value=party.name, required=True),
        what_was_wrong(),
        submit=_("Correct"),
        lead=_("For a name that was written wrong. History keeps both."),
    )


def _withdrawing(_visit: Visit, party: Party) -> Form:
    return about(
        party,
        _("Withdraw %(name)s"),
        what_was_wrong(),
        submit=_("Withdraw"),
        lead=_("For what was recorded in error. History keeps it."),
    )


def withdrawal(command: Callable[[Visit], Callable[..., Receipt]]) -> Act:
    """It was wrong: this never was. `command(visit)` is what the CRM is told then."""

    def withdraw(visit: Visit, party_id: UUID, typed: Entered) -> Receipt:
        origin = visit.origin(typed.command_id)
        return command(visit)(party_id, typed.text("reason"), origin=origin)

    return Act(_withdrawing, withdraw)


def _correcting_beginning(visit: Visit, party: Party) -> Form:
    return about(
        party,
        _("Correct the first day of %(name)s"),
        Field(
            "since_on",
            _("First day"),
            "day",
            visit.written(party.since),
            help=_("Leave empty where it isn't known"),
        ),
        what_was_wrong(),
        submit=_("Correct"),
        lead=_("For a day that was written wrong. History keeps both."),
    )


def _correct_beginning(visit: Visit, party_id: UUID, typed: Entered) -> Receipt:
    since_on, reason = typed.day("since_on"), typed.text("reason")
    return correct_beginning(visit.crm, party_id, since_on, reason, **how(visit, typed))


BEGINNING = Act(_correcting_beginning, _correct_beginning)
