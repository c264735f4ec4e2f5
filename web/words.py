"""The words of the domain in the reader's language: kinds, roles, stages, forms, states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.language import gettext as _
from crm.language import once_a_language, pgettext
from crm.meanings import Meanings
from crm.network.arrays import Kept
from crm.network.filters import LEADING
from crm.projections.terms import VocabularyTerm
from crm.start_values import START_VALUES
from domain.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from web.visit import Visit

TERMS = Kept(64)
# The lists of terms by id, as events name them.
LISTS = {Vocabulary.create_id(code): code for code in START_VALUES}
# The filters by terms; each is called as its list.
FILTERS = ("theme", "kind", "sector", "role")
TONES = {
    "active": "good",
    "dormant": "warn",
    "ended": "bad",
    "delivered": "good",
    "under_way": "good",
    "cancelled": "bad",
    "completed": "accent",
}


def meanings(visit: Visit, vocabulary: str) -> Meanings:
    """Return what the terms of a list mean, asked anew only when something was written."""
    key = visit.crm.database.identity, visit.position, vocabulary
    return TERMS.once(key, lambda: visit.crm.meanings(vocabulary))


def labels(visit: Visit, vocabulary: str) -> dict[str, str]:
    """Return by the code of each term the name of what it means."""
    key = visit.crm.database.identity, visit.position, vocabulary, visit.language
    return TERMS.once(key, lambda: _named(visit, meanings(visit, vocabulary).by_code))


def own_labels(visit: Visit, vocabulary: str) -> dict[str, str]:
    """Return by the code of each term its own name, as history tells it."""
    key = visit.crm.database.identity, visit.position, vocabulary, visit.language, "own"
    known = meanings(visit, vocabulary).terms
    return TERMS.once(key, lambda: _named(visit, {term.code: term for term in known}))


def _named(visit: Visit, terms: Mapping[str, VocabularyTerm]) -> dict[str, str]:
    return {code: term.in_language(visit.language) for code, term in terms.items()}


def told(visit: Visit, vocabulary: str, codes: Iterable[str]) -> str:
    """Write what some terms mean, each once."""
    known = labels(visit, vocabulary)
    return ", ".join(dict.fromkeys(known.get(code, code) for code in codes))


def asked(visit: Visit, vocabulary: str) -> tuple[str, ...]:
    """Return what the URL asks for by the filter that is called as the list, with what means it."""
    chosen = visit.many(vocabulary)
    return meanings(visit, vocabulary).carriers(chosen) if chosen else ()


def as_meant(visit: Visit, query: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what a URL asks for, its filters by terms telling what these mean."""
    return {
        name: meanings(visit, name).of(values) if name in FILTERS else [*values]
        for name, values in query.items()
    }


def counting_roles(visit: Visit) -> tuple[str, ...]:
    """Return the roles that count as working together."""
    return meanings(visit, "role").counting


def leading_roles(visit: Visit) -> tuple[str, ...]:
    """Return the roles of those who lead."""
    return meanings(visit, "role").carriers(LEADING)


def options(visit: Visit, vocabulary: str) -> list[tuple[str, str]]:
    """Return the terms to choose from."""
    return [
        (term.code, term.in_language(visit.language))
        for term in meanings(visit, vocabulary).terms
        if not term.retired
    ]


def chosen(
    visit: Visit, vocabulary: str, said: Iterable[str]
) -> tuple[list[str], list[tuple[str, str]]]:
    """Return what is said by now, as what it means, and the terms to choose from with these.

    What is offered no more stands among them and says so: a form can leave it as it is.
    """
    now, offered = meanings(visit, vocabulary).of(said), options(visit, vocabulary)
    known, codes = labels(visit, vocabulary), {code for code, _name in offered}
    gone = [code for code in now if code not in codes]
    return now, offered + [(code, f"{known.get(code, code)} ({_('retired')})") for code in gone]


@once_a_language
def vocabularies() -> dict[str, str]:
    """Return what the lists of terms are called, in the order in which they are shown."""
    return {
        "theme": _("Themes"),
        "sector": _("Sectors"),
        "kind": _("Kinds of partners"),
        "role": _("Roles in projects and engagements"),
        "member_role": _("Roles in networks"),
        "kind_of_work": _("Kinds of work"),
        "group": pgettext("attendance", "Groups of people who came"),
    }


@once_a_language
def quiet_spans() -> dict[str, str]:
    """Return by months for how long partners may be asked to have been quiet."""
    return {
        "3": _("3 months"),
        "6": _("half a year"),
        "12": _("a year"),
        "24": _("two years"),
    }


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
