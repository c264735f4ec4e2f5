"""The words of the domain in the reader's language: kinds, roles, stages, forms, states."""

from crm.language import gettext as _
from crm.language import once_a_language, pgettext
from crm.network.arrays import Kept
from crm.projections.terms import VocabularyTerm
from web.visit import Visit

TERMS = Kept(64)
TONES = {
    "active": "good",
    "dormant": "warn",
    "ended": "bad",
    "delivered": "good",
    "under_way": "good",
    "cancelled": "bad",
    "completed": "accent",
}


def terms(visit: Visit, vocabulary: str) -> list[VocabularyTerm]:
    """Return the terms of a list, asked anew only when something was written."""
    key = visit.crm.database.identity, visit.position, vocabulary
    return TERMS.once(key, lambda: visit.crm.terms(vocabulary))


def labels(visit: Visit, vocabulary: str) -> dict[str, str]:
    """Return the names of terms by code."""
    key = visit.crm.database.identity, visit.position, vocabulary, visit.language
    return TERMS.once(
        key,
        lambda: {term.code: term.in_language(visit.language) for term in terms(visit, vocabulary)},
    )


def counting_roles(visit: Visit) -> tuple[str, ...]:
    """Return the roles that count as working together."""
    return tuple(term.code for term in terms(visit, "role") if term.counts)


def options(visit: Visit, vocabulary: str) -> list[tuple[str, str]]:
    """Return the terms to choose from."""
    return [
        (term.code, term.in_language(visit.language))
        for term in terms(visit, vocabulary)
        if not term.retired
    ]


@once_a_language
def stages() -> dict[str, str]:
    """Return the stages of a relationship."""
    return {
        "prospect": pgettext("stage", "Prospect"),
        "active": pgettext("stage", "Active"),
        "dormant": pgettext("stage", "Dormant"),
        "ended": pgettext("stage", "Ended"),
    }


@once_a_language
def forms() -> dict[str, str]:
    """Return the forms of activities."""
    return {
        "project": _("Project"),
        "session": _("Session"),
        "seminar": _("Seminar"),
        "meeting": _("Meeting"),
    }


@once_a_language
def states() -> dict[str, str]:
    """Return how far activities have come."""
    return {
        "planned": pgettext("state", "Planned"),
        "under_way": pgettext("state", "Under way"),
        "completed": pgettext("state", "Completed"),
        "cancelled": pgettext("state", "Cancelled"),
        "agreed": pgettext("state", "Agreed"),
        "delivered": pgettext("state", "Delivered"),
    }


@once_a_language
def account_roles() -> dict[str, str]:
    """Return what those who sign in may be."""
    return {
        "coordinator": _("Coordinator"),
        "project_lead": _("Project lead"),
        "leadership": _("Leadership"),
        "administrator": _("Administrator"),
        "guest": _("Guest"),
    }


@once_a_language
def positions() -> dict[str, str]:
    """Return what colleagues are to the network."""
    return {
        "coordinator": _("Coordinator"),
        "project_lead": _("Project lead"),
        "leadership": _("Leadership"),
        "expert": _("Expert"),
    }


@once_a_language
def types() -> dict[str, str]:
    """Return what kinds of things have names."""
    return {
        "partner": _("Partner"),
        "unit": _("Unit"),
        "colleague": _("Colleague"),
        "network": _("Network"),
        "contact": _("Contact"),
        "project": _("Project"),
        "engagement": _("Engagement"),
    }


PATHS = {
    "partner": "/partners",
    "unit": "/units",
    "colleague": "/people",
    "network": "/networks",
    "contact": "/contacts",
    "project": "/projects",
    "engagement": "/engagements",
}


@once_a_language
def languages() -> list[tuple[str, str]]:
    """Return the languages that are worked in."""
    return [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]


def headcount(people: int, group: str) -> str:
    """Write how many people of a group came."""
    return _("%(people)d %(group)s") % {"people": people, "group": group.lower()}
