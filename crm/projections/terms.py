"""The terms of every vocabulary, as they are named and used now."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from psycopg import Cursor

from crm.database import Database
from crm.database.arrays import array_of
from crm.log import Entry
from crm.projections.read_model import ReadModel, handles
from crm.projections.writer import Table, Writer
from domain.vocabulary import Term, UnknownTerm, Vocabulary

TERM = Table(
    "term",
    {
        "vocabulary": "uuid NOT NULL",
        "list": "text NOT NULL",
        "code": "text NOT NULL",
        "fi": "text NOT NULL",
        "sv": "text",
        "en": "text",
        "counts": "boolean NOT NULL",
        "retired": "boolean NOT NULL",
        "into": "text",
        "place": "bigint NOT NULL",
    },
    "PRIMARY KEY (vocabulary, code)",
)


class Terms(ReadModel):
    """What themes, sectors, kinds and roles there are."""

    name = "terms"
    version = 2
    tables = (TERM,)

    @handles(Vocabulary.Created)
    def set_up(self, event: Vocabulary.Created, entry: Entry, writer: Writer) -> None:
        for place, term in enumerate(event.terms):
            _insert(writer, entry, event.code, term, place)

    @handles(Vocabulary.TermAdded)
    def added(self, event: Vocabulary.TermAdded, entry: Entry, writer: Writer) -> None:
        _insert(writer, entry, "", event.term, entry.position)
        writer.execute(NAME_LIST, {"vocabulary": event.originator_id})

    @handles(Vocabulary.TermRenamed)
    def renamed(self, event: Vocabulary.TermRenamed, _: Entry, writer: Writer) -> None:
        names = {"fi": event.names.fi, "sv": event.names.sv, "en": event.names.en}
        params = {"vocabulary": event.originator_id, "code": event.code, **names}
        writer.execute(RENAME, params)

    @handles(Vocabulary.TermRetired)
    def retired(self, event: Vocabulary.TermRetired, _: Entry, writer: Writer) -> None:
        params = {"vocabulary": event.originator_id, "code": event.code, "into": None}
        writer.execute(RETIRE, params)

    @handles(Vocabulary.TermMerged)
    def merged(self, event: Vocabulary.TermMerged, _: Entry, writer: Writer) -> None:
        params = {"vocabulary": event.originator_id, "code": event.code, "into": event.into}
        writer.execute(RETIRE, params)

    @handles(Vocabulary.MergeWithdrawn)
    def merge_withdrawn(self, event: Vocabulary.MergeWithdrawn, _: Entry, writer: Writer) -> None:
        writer.execute(OFFER, {"vocabulary": event.originator_id, "code": event.code})

    @handles(Vocabulary.RoleCounted)
    def counted(self, event: Vocabulary.RoleCounted, _: Entry, writer: Writer) -> None:
        params = {"vocabulary": event.originator_id, "code": event.code, "counts": event.counts}
        writer.execute(COUNT, params)


def _insert(writer: Writer, entry: Entry, code: str, term: Term, place: int) -> None:
    names = term.names
    row = (
        entry.originator_id,
        code,
        term.code,
        names.fi,
        names.sv,
        names.en,
        term.counts,
        term.retired,
        term.into,
        place,
    )
    writer.insert(TERM, row)


NAME_LIST = """
    UPDATE term SET list = (SELECT max(list) FROM term WHERE vocabulary = %(vocabulary)s)
    WHERE vocabulary = %(vocabulary)s AND list = ''
"""
RENAME = """
    UPDATE term SET fi = %(fi)s, sv = %(sv)s, en = %(en)s
    WHERE vocabulary = %(vocabulary)s AND code = %(code)s
"""
RETIRE = """
    UPDATE term SET retired = true, "into" = %(into)s
    WHERE vocabulary = %(vocabulary)s AND code = %(code)s
"""
OFFER = """
    UPDATE term SET retired = false, "into" = NULL
    WHERE vocabulary = %(vocabulary)s AND code = %(code)s
"""
COUNT = """
    UPDATE term SET counts = %(counts)s
    WHERE vocabulary = %(vocabulary)s AND code = %(code)s
"""


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """A term with its names; `counts` matters for roles only."""

    code: str
    fi: str
    sv: str | None
    en: str | None
    counts: bool
    retired: bool
    into: str | None

    @property
    def names(self) -> list[str]:
        """Its names, in whatever language, the Finnish one last."""
        return [name for name in (self.en, self.sv, self.fi) if name]

    def in_language(self, language: str) -> str:
        """Return its name in 'fi', 'sv' or 'en'; Finnish where it has none in that language."""
        return {"sv": self.sv, "en": self.en}.get(language) or self.fi


def terms_in(database: Database, vocabulary: str) -> list[VocabularyTerm]:
    """Return the terms of a list in its order, retired ones last."""
    return database.rows(VocabularyTerm, TERMS, [vocabulary])


def term_of(database: Database, vocabulary: str, code: str) -> VocabularyTerm | None:
    """Return a term that may be used; None where there is none, or it is retired."""
    return database.row(VocabularyTerm, TERM_OF, [vocabulary, code])


def may_be_used(terms: Collection[tuple[str, str]]) -> Callable[[Cursor[Any]], None]:
    """Give the rule that every term, as (list, code), may be used. It raises UnknownTerm."""

    def rule(cursor: Cursor[Any]) -> None:
        lists, codes = map(array_of, zip(*terms, strict=True))
        cursor.execute(UNKNOWN, [lists, codes], prepare=True)
        if unknown := cursor.fetchone():
            raise UnknownTerm(*unknown)

    return rule if terms else (lambda _: None)


TERMS = """
    SELECT code, fi, sv, en, counts, retired, "into" FROM term
    WHERE list = %s ORDER BY retired, place, code
"""
UNKNOWN = """
    SELECT list, code FROM unnest(%s::text[], %s::text[]) AS used (list, code)
    WHERE NOT EXISTS (SELECT FROM term WHERE term.list = used.list AND term.code = used.code
                      AND NOT retired)
    LIMIT 1
"""
TERM_OF = """
    SELECT code, fi, sv, en, counts, retired, "into" FROM term
    WHERE list = %s AND code = %s AND NOT retired
"""
