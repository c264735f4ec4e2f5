"""The forms of partners."""

from uuid import UUID

from crm.language import gettext
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import Party
from domain.partner import Description
from web import words
from web.form import Entered, Field, Form
from web.visit import Visit


def registering(visit: Visit) -> Form:
    """The form that takes a new partner in."""
    return Form(
        title=gettext("New partner"),
        fields=[
            Field(
                "name",
                gettext("Name"),
                required=True,
                value=visit.one("name"),
                check_url="/partners/likely",
            ),
            Field(
                "kind",
                gettext("Kind"),
                "choice",
                required=True,
                options=words.options(visit, "kind"),
            ),
            Field("municipality", gettext("Place")),
            Field("sectors", gettext("Sectors"), "choices", options=words.options(visit, "sector")),
            Field(
                "stage",
                gettext("Stage"),
                "choice",
                "active",
                required=True,
                options=list(words.stages().items()),
            ),
            Field(
                "business_id",
                gettext("Business id"),
                help=gettext("For example 0115776-3"),
                more=True,
            ),
            Field("since_on", gettext("Partner since"), "day", more=True),
            *_further(None),
        ],
        submit=gettext("Register partner"),
        cancel="/partners",
        key="partners",
    )


def renaming(_: Visit, party: Party) -> Form:
    """It changed: another name from a day on."""
    return Form(
        title=gettext("%(name)s has a new name") % {"name": party.name},
        lead=gettext(
            "The old name stays findable. If the name was written wrong, correct it instead."
        ),
        fields=[
            Field("name", gettext("New name"), value=party.name, required=True),
            Field("changed_on", gettext("From which day"), "day", required=True),
        ],
        submit=gettext("Rename"),
        cancel=_at(party),
        key="partners",
        version=party.version,
    )


def correcting_name(_: Visit, party: Party) -> Form:
    """It was wrong: the name had been written wrong."""
    return Form(
        title=gettext("Correct the name of %(name)s") % {"name": party.name},
        lead=gettext("For a name that was written wrong. History keeps both."),
        fields=[
            Field("name", gettext("Name"), value=party.name, required=True),
            Field("reason", gettext("What was wrong"), required=True),
        ],
        submit=gettext("Correct"),
        cancel=_at(party),
        key="partners",
        version=party.version,
    )


def describing(visit: Visit, party: Party) -> Form:
    """It changed: what the partner is like."""
    return _description(visit, party, wrong=False)


def correcting_description(visit: Visit, party: Party) -> Form:
    """It was wrong: what the partner is like."""
    return _description(visit, party, wrong=True)


def withdrawing(_: Visit, party: Party) -> Form:
    """It was wrong: this was never a partner."""
    return Form(
        title=gettext("Withdraw %(name)s") % {"name": party.name},
        lead=gettext("For a partner that was registered in error. History keeps it."),
        fields=[Field("reason", gettext("What was wrong"), required=True)],
        submit=gettext("Withdraw"),
        cancel=_at(party),
        key="partners",
    )


def _description(visit: Visit, party: Party, *, wrong: bool) -> Form:
    title = (
        gettext("Correct the description of %(name)s") if wrong else gettext("%(name)s has changed")
    )
    last = (
        Field("reason", gettext("What was wrong"), required=True)
        if wrong
        else Field("changed_on", gettext("From which day"), "day", required=True)
    )
    return Form(
        title=title % {"name": party.name},
        fields=[
            Field(
                "kind",
                gettext("Kind"),
                "choice",
                party.kind,
                required=True,
                options=words.options(visit, "kind"),
            ),
            Field("municipality", gettext("Place"), value=party.municipality or ""),
            Field(
                "sectors",
                gettext("Sectors"),
                "choices",
                party.sectors,
                options=words.options(visit, "sector"),
            ),
            *_further(party),
            last,
        ],
        submit=gettext("Correct") if wrong else gettext("Save"),
        cancel=_at(party),
        key="partners",
        version=party.version,
    )


def moving_stage(_: Visit, party: Party) -> Form:
    """The relationship moved to another stage."""
    return Form(
        title=gettext("The relationship with %(name)s") % {"name": party.name},
        fields=[
            Field(
                "stage",
                gettext("Stage"),
                "choice",
                party.stage,
                required=True,
                options=list(words.stages().items()),
            ),
            Field("changed_on", gettext("From which day"), "day", required=True),
            Field("reason", gettext("Reason"), required=True),
        ],
        submit=gettext("Save"),
        cancel=_at(party),
        key="partners",
        version=party.version,
    )


def placing(visit: Visit, party: Party) -> Form:
    """The partner became part of another."""
    return Form(
        title=gettext("What %(name)s is part of") % {"name": party.name},
        fields=[
            Field(
                "parent",
                gettext("Part of"),
                "party",
                _named(visit, party.parent_id),
                types="partner",
                check_url="/search/parties?types=partner",
                help=gettext("Leave empty where it stands on its own"),
            ),
            Field("changed_on", gettext("From which day"), "day", required=True),
        ],
        submit=gettext("Save"),
        cancel=_at(party),
        key="partners",
        version=party.version,
    )


def stewarding(visit: Visit, party: Party) -> Form:
    """A colleague takes over looking after the partner."""
    return Form(
        title=gettext("Who looks after %(name)s") % {"name": party.name},
        fields=[
            Field(
                "steward",
                gettext("Steward"),
                "party",
                _named(visit, party.steward_id),
                required=True,
                types="colleague",
                check_url="/search/parties?types=colleague",
            ),
            Field("changed_on", gettext("From which day"), "day", required=True),
        ],
        submit=gettext("Save"),
        cancel=_at(party),
        key="partners",
        version=party.version,
    )


def description_in(entered: Entered) -> Description:
    """Read what a partner is like."""
    return Description(
        kind=entered.text("kind"),
        sectors=entered.all("sectors"),
        municipality=entered.text("municipality"),
        country=entered.text("country").upper(),
        languages=entered.all("languages"),
        web=entered.text("web"),
    )


def _further(party: Party | None) -> list[Field]:
    return [
        Field(
            "languages",
            gettext("Languages"),
            "choices",
            party.languages if party else [],
            options=words.languages(),
            more=True,
        ),
        Field(
            "country",
            gettext("Country"),
            value=(party.country if party else "FI") or "",
            help=gettext("Two letters, for example FI"),
            more=True,
        ),
        Field("web", gettext("Web address"), value=(party.web if party else "") or "", more=True),
    ]


def _named(visit: Visit, party_id: UUID | None) -> list[tuple[str, str]]:
    names = directory.names(visit.crm.database, [party_id] if party_id else [])
    return [(str(name.id), name.name) for name in names.values()]


def _at(party: Party) -> str:
    return f"/partners/{party.id}"
