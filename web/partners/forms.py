"""The forms of partners."""

from dataclasses import replace
from functools import partial

from crm.codes import check_country
from crm.language import gettext as _
from crm.language import pgettext
from crm.language.fields import field_name
from crm.projections.directory.questions import Party
from domain.identifier import BUSINESS_ID
from domain.partner import Description
from web import words
from web.form import Entered, Field, Form
from web.profiles.forms import about, changed_on, party_field, what_was_wrong
from web.visit import Visit

SCHEMES = (BUSINESS_ID, "eu-pic")
# What a form of identifiers holds besides them.
NO_IDENTIFIERS = {"command_id", "version", "reason"}


def registering(visit: Visit) -> Form:
    """The form that takes a new partner in."""
    return Form(
        title=_("New partner"),
        fields=[
            Field(
                "name",
                _("Name"),
                required=True,
                value=visit.one("name"),
                check_url="/partners/likely",
            ),
            _kind(visit, ""),
            Field("municipality", pgettext("municipality", "Place")),
            _sectors(visit, []),
            _stage("active"),
            Field(
                "business_id",
                _("Business id"),
                help=_("For example 9000001-1"),
                more=True,
                check=partial(visit.crm.check_identifier, BUSINESS_ID),
            ),
            Field("since_on", _("Partner since"), "day", more=True),
            *_further(None),
        ],
        submit=_("Register partner"),
        cancel="/partners",
        key="partners",
    )


def renaming(_visit: Visit, party: Party) -> Form:
    """It changed: another name from a day on."""
    return about(
        party,
        _("%(name)s has a new name"),
        Field("name", _("New name"), value=party.name, required=True),
        changed_on(),
        submit=_("Rename"),
        lead=_("The old name stays findable. If the name was written wrong, correct it instead."),
    )


def describing(visit: Visit, party: Party) -> Form:
    """It changed: what the partner is like."""
    return _description(visit, party, wrong=False)


def correcting_description(visit: Visit, party: Party) -> Form:
    """It was wrong: what the partner is like."""
    return _description(visit, party, wrong=True)


def _description(visit: Visit, party: Party, *, wrong: bool) -> Form:
    return about(
        party,
        _("Correct the description of %(name)s") if wrong else _("%(name)s has changed"),
        _kind(visit, party.kind or ""),
        Field("municipality", pgettext("municipality", "Place"), value=party.municipality or ""),
        _sectors(visit, party.sectors),
        *_further(party),
        what_was_wrong() if wrong else changed_on(),
        submit=_("Correct") if wrong else "",
    )


def moving_stage(_visit: Visit, party: Party) -> Form:
    """The relationship moved to another stage."""
    return about(
        party,
        _("The relationship with %(name)s"),
        _stage(party.stage or ""),
        changed_on(),
        Field("reason", _("Reason"), required=True),
    )


def identifying(visit: Visit, party: Party) -> Form:
    """Identifiers of others became known."""
    lead = _("The numbers that others know it by. If one was written wrong, correct it instead.")
    return about(party, _("Identifiers of %(name)s"), *_identifiers(visit, party), lead=lead)


def correcting_identifiers(visit: Visit, party: Party) -> Form:
    """It was wrong: identifiers had been written wrong, or were another's."""
    return about(
        party,
        _("Correct the identifiers of %(name)s"),
        *_identifiers(visit, party, *party.identifiers),
        what_was_wrong(),
        submit=_("Correct"),
        lead=_("Leave empty what it never had. History keeps both."),
    )


def identifiers_in(entered: Entered) -> dict[str, str]:
    """Read identifiers by scheme, empty ones too."""
    schemes = {"business_id": BUSINESS_ID}
    names = [name for name in entered.values if name not in NO_IDENTIFIERS]
    return {schemes.get(name, name): entered.text(name) for name in names}


def placing(visit: Visit, party: Party) -> Form:
    """The partner became part of another."""
    parent = party_field(visit, "parent", _("Part of"), "partner", party.parent_id)
    help_ = _("Leave empty where it stands on its own")
    return about(party, _("What %(name)s is part of"), replace(parent, help=help_), changed_on())


def stewarding(visit: Visit, party: Party) -> Form:
    """A colleague takes over looking after the partner."""
    steward = party_field(
        visit, "steward", _("Steward"), "colleague", party.steward_id, required=True
    )
    return about(party, _("Who looks after %(name)s"), steward, changed_on())


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


def _identifiers(visit: Visit, party: Party, *schemes: str) -> list[Field]:
    return [
        Field(
            "business_id" if scheme == BUSINESS_ID else scheme,
            field_name(scheme),
            value=party.identifiers.get(scheme, ""),
            help=_("For example 9000001-1") if scheme == BUSINESS_ID else None,
            check=partial(visit.crm.check_identifier, scheme, partner_id=party.id),
        )
        for scheme in schemes or SCHEMES
    ]


def _further(party: Party | None) -> list[Field]:
    return [
        Field(
            "languages",
            _("Languages"),
            "choices",
            party.languages if party else [],
            options=words.languages(),
            more=True,
        ),
        Field(
            "country",
            _("Country"),
            value=(party.country if party else "FI") or "",
            help=_("Two letters, for example FI"),
            more=True,
            check=partial(_check_country, before=party.country if party else None),
        ),
        Field("web", _("Web address"), value=(party.web if party else "") or "", more=True),
    ]


def _check_country(typed: str, before: str | None) -> None:
    # What stands there already may stay.
    if typed.upper() != before:
        check_country(typed.upper())


def _kind(visit: Visit, said: str) -> Field:
    now, options = words.chosen(visit, "kind", [said] if said else [])
    kind = now[0] if now else ""
    return Field("kind", _("Kind"), "choice", kind, required=True, options=options)


def _sectors(visit: Visit, said: list[str]) -> Field:
    now, options = words.chosen(visit, "sector", said)
    return Field("sectors", _("Sectors"), "choices", now, options=options)


def _stage(chosen: str) -> Field:
    options = list(words.stages().items())
    return Field("stage", _("Stage"), "choice", chosen, required=True, options=options)
