"""The lists of terms with their three names, and how often each is used: a door to those rows."""

from dataclasses import dataclass
from urllib.parse import quote

from litestar import Response

from crm.language import gettext as _
from crm.meanings import Meanings
from crm.network.participations import by_role
from crm.projections.directory import listing as directory
from crm.projections.participation import listing as participation
from crm.projections.terms import VocabularyTerm
from crm.vocabularies import NEEDED
from web import words
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Line:
    """A term, how often it is used, where that is listed, and what can be said about it.

    Of one that was merged, `means` is the name of what it means now, in Finnish as all are here.
    """

    term: VocabularyTerm
    means: str
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
    lists = [_listed(visit, code, title) for code, title in words.vocabularies().items()]
    return visit.page("vocabularies/index.html", "vocabularies", lists=lists)


DOORS = {
    "theme": "/engagements/all?theme=",
    "sector": "/partners?sector=",
    "kind": "/partners?kind=",
    "role": "/network/participations?role=",
}


def used(visit: Visit, vocabulary: str, known: Meanings) -> dict[str, int]:
    """Return how often each term of a list is used, as the rows behind that figure count it.

    What carries a term that was merged into another is counted under that.
    """
    database = visit.crm.database
    if vocabulary == "theme":
        return dict(participation.by_theme(database, participation.Wanted(), known.merged))
    if vocabulary == "role":
        return by_role(database, known)
    if vocabulary not in DOORS:
        return {}
    many = {}
    for code in (code for code in known.by_code if code not in known.merged):
        alike = known.carriers([code])
        kinds, sectors = (alike, ()) if vocabulary == "kind" else ((), alike)
        wanted = directory.Wanted("partner", kinds=kinds, sectors=sectors)
        many[code] = directory.count(database, wanted)
    return many


def _listed(visit: Visit, code: str, title: str) -> Listed:
    known, door = visit.crm.meanings(code), DOORS.get(code, "")
    many = used(visit, code, known)
    lines = [
        Line(
            term,
            known.by_code[term.code].in_language(visit.language) if term.into else "",
            many.get(term.code, 0) if door and not term.into else None,
            f"{door}{quote(term.code, safe='')}",
            _acts(code, term),
        )
        for term in known.terms
    ]
    return Listed(code, title, lines)


def _acts(vocabulary: str, term: VocabularyTerm) -> list[tuple[str, str]]:
    # Twice, since a code that a profile brought may have a slash in it.
    code = quote(quote(term.code, safe=""), safe="")
    at = f"/vocabularies/{vocabulary}/{code}"
    if term.retired:
        return [(_("Undo the merge"), f"{at}/merge-withdrawal")] if term.into else []
    acts = [(_("Rename"), f"{at}/names")]
    if vocabulary == "role":
        acts.append((_("Does it count?"), f"{at}/counting"))
    if term.code not in NEEDED.get(vocabulary, ()):
        acts += [(_("Merge into…"), f"{at}/merge"), (_("Retire"), f"{at}/retirement")]
    return acts
