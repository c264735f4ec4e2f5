"""The lists of terms with their three names, and how often each is used: a door to those rows."""

from dataclasses import dataclass
from urllib.parse import quote

from litestar import Response

from crm.language import gettext as _
from crm.language import once_a_language, pgettext
from crm.network.participations import by_role
from crm.projections.directory import listing as directory
from crm.projections.participation import listing as participation
from crm.projections.terms import VocabularyTerm
from crm.vocabularies import NEEDED
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Line:
    """A term, how often it is used, where that is listed, and what can be said about it."""

    term: VocabularyTerm
    used: int | None
    used_url: str
    acts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of terms."""

    code: str
    title: str
    lines: list[Line]


def vocabularies_page(visit: Visit) -> Response[str]:
    """Show every list with its terms, retired ones last."""
    lists = [_listed(visit, code, title) for code, title in titles().items()]
    return visit.page("vocabularies/index.html", "vocabularies", lists=lists)


@once_a_language
def titles() -> dict[str, str]:
    """Return what the lists are called, in the order in which they are shown."""
    return {
        "theme": _("Themes"),
        "sector": _("Sectors"),
        "kind": _("Kinds of partners"),
        "role": _("Roles in projects and engagements"),
        "member_role": _("Roles in networks"),
        "kind_of_work": _("Kinds of work"),
        "group": pgettext("attendance", "Groups of people who came"),
    }


DOORS = {
    "theme": "/engagements/all?theme=",
    "sector": "/partners?sector=",
    "kind": "/partners?kind=",
    "role": "/network/participations?role=",
}


def used(visit: Visit, vocabulary: str) -> dict[str, int]:
    """Return how often each term of a list is used, as the rows behind that figure count it."""
    database = visit.crm.database
    if vocabulary == "theme":
        return dict(participation.by_theme(database, participation.Wanted()))
    codes = [term.code for term in visit.crm.terms(vocabulary)]
    if vocabulary == "role":
        return by_role(database, tuple(codes))
    if vocabulary not in DOORS:
        return {}
    many = {}
    for code in codes:
        kinds, sectors = ((code,), ()) if vocabulary == "kind" else ((), (code,))
        wanted = directory.Wanted("partner", kinds=kinds, sectors=sectors)
        many[code] = directory.count(database, wanted)
    return many


def _listed(visit: Visit, code: str, title: str) -> Listed:
    many, door = used(visit, code), DOORS.get(code, "")
    lines = [
        Line(
            term,
            many.get(term.code, 0) if door else None,
            f"{door}{quote(term.code, safe='')}",
            [] if term.retired else _acts(code, term),
        )
        for term in visit.crm.terms(code)
    ]
    return Listed(code, title, lines)


def _acts(vocabulary: str, term: VocabularyTerm) -> list[tuple[str, str]]:
    # Twice, since a code that a profile brought may have a slash in it.
    code = quote(quote(term.code, safe=""), safe="")
    at = f"/vocabularies/{vocabulary}/{code}"
    acts = [(_("Rename"), f"{at}/names")]
    if vocabulary == "role":
        acts.append((_("Does it count?"), f"{at}/counting"))
    if term.code not in NEEDED.get(vocabulary, ()):
        acts.append((_("Retire"), f"{at}/retirement"))
    return acts
