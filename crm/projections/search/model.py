"""Finding by name: any word of it from its beginning, without accents, with one typing error.

`named` holds every name something has or had, in any language, and every identifier of a partner,
by its scheme; but no name of a person, whose words would outlive them here. `spelling` leads from
each word with at most one letter left out to the words it may stand for (symmetric deletes, after
W. Garbe's SymSpell), so that one typing error is an index look-up.
"""

from typing import Any

from crm.log import Entry
from crm.projections.read_model import ReadModel, handles
from crm.projections.words import folded, vector, words
from crm.projections.writer import Table, Writer
from domain.engagement import Engagement
from domain.names import Names
from domain.network import Network
from domain.partner import Partner
from domain.project import Project
from domain.unit import Unit

NAMED = Table(
    "named",
    {
        "subject": "uuid NOT NULL",
        "position": "bigint NOT NULL",
        "type": "text NOT NULL",
        "name": "text NOT NULL",
        "folded": 'text COLLATE "C" NOT NULL',
        "words": "tsvector NOT NULL",
        "current": "boolean NOT NULL",
        "scheme": "text NOT NULL",
    },
    "PRIMARY KEY (subject, position, scheme, name)",
    (
        "CREATE INDEX named_from_start ON named (folded text_pattern_ops)",
        "CREATE INDEX named_words ON named USING gin (words)",
    ),
)
WORD = Table("word", {"word": 'text COLLATE "C" NOT NULL'}, "PRIMARY KEY (word)")
SPELLING = Table(
    "spelling",
    {"spelt": 'text COLLATE "C" NOT NULL', "word": 'text COLLATE "C" NOT NULL'},
    indexes=("CREATE INDEX spelling_spelt ON spelling (spelt)",),
)


class Search(ReadModel):
    """Every name that leads to somebody or something."""

    name = "search"
    version = 4
    tables = (NAMED, WORD, SPELLING)
    gathered = (WORD, SPELLING)

    @handles(Partner.Created)
    def registered(self, event: Partner.Created, entry: Entry, writer: Writer) -> None:
        self._name(writer, entry, event.name)
        for scheme, value in event.identifiers.items():
            self._identify(writer, entry, scheme, value)

    @handles(Partner.IdentifierGiven, Partner.IdentifierCorrected)
    def identified(
        self,
        event: Partner.IdentifierGiven | Partner.IdentifierCorrected,
        entry: Entry,
        writer: Writer,
    ) -> None:
        no_longer = {"subject": entry.originator_id, "scheme": event.scheme}
        writer.execute(IDENTIFIED_NO_LONGER, no_longer)
        if event.value:
            self._identify(writer, entry, event.scheme, event.value)

    @handles(Network.Created)
    def named(self, event: Network.Created, entry: Entry, writer: Writer) -> None:
        self._name(writer, entry, event.name)

    @handles(Unit.Created)
    def unit_named(self, event: Unit.Created, entry: Entry, writer: Writer) -> None:
        self._name_in_languages(writer, entry, event.names)

    @handles(Project.Created, Engagement.Created)
    def titled(self, event: Project.Created, entry: Entry, writer: Writer) -> None:
        self._name(writer, entry, event.title)

    @handles(Partner.Renamed, Partner.NameCorrected, Network.Renamed, Network.NameCorrected)
    def renamed(self, event: Partner.Renamed, entry: Entry, writer: Writer) -> None:
        self._rename(writer, entry, event.name)

    @handles(Unit.Renamed, Unit.NamesCorrected)
    def unit_renamed(self, event: Unit.Renamed, entry: Entry, writer: Writer) -> None:
        writer.execute(NO_LONGER, {"subject": entry.originator_id})
        self._name_in_languages(writer, entry, event.names)

    @handles(Project.Retitled, Project.TitleCorrected, Engagement.TitleCorrected)
    def retitled(self, event: Project.Retitled, entry: Entry, writer: Writer) -> None:
        self._rename(writer, entry, event.title)

    @handles(
        Partner.Withdrawn,
        Unit.Withdrawn,
        Network.Withdrawn,
        Project.Withdrawn,
        Engagement.Withdrawn,
    )
    def withdrawn(self, event: Partner.Withdrawn, _: Entry, writer: Writer) -> None:
        writer.execute(FORGET, {"subject": event.originator_id})

    def _rename(self, writer: Writer, entry: Entry, name: str) -> None:
        writer.execute(NO_LONGER, {"subject": entry.originator_id})
        self._name(writer, entry, name)

    def _name_in_languages(self, writer: Writer, entry: Entry, names: Names) -> None:
        for name in dict.fromkeys(filter(None, (names.fi, names.sv, names.en))):
            self._name(writer, entry, name)

    def _name(self, writer: Writer, entry: Entry, name: str) -> None:
        writer.insert(NAMED, _row(entry, name, ""))
        writer.gather(SPELL, words(name))

    # Nothing is spelt after it: a digit that is wrong means somebody else.
    def _identify(self, writer: Writer, entry: Entry, scheme: str, value: str) -> None:
        writer.insert(NAMED, _row(entry, value, scheme))


def _row(entry: Entry, name: str, scheme: str) -> tuple[Any, ...]:
    kind = entry.topic.split(".")[1]
    subject, position = entry.originator_id, entry.position
    return subject, position, kind, name, folded(name), vector(name), True, scheme


NO_LONGER = """
    UPDATE named SET current = false WHERE subject = %(subject)s AND current AND scheme = ''
"""

IDENTIFIED_NO_LONGER = """
    UPDATE named SET current = false
    WHERE subject = %(subject)s AND current AND scheme = %(scheme)s
"""

FORGET = "DELETE FROM named WHERE subject = %(subject)s"

# Each new word, unless it is very short or long, and each way to leave one letter of it out; `at`
# is 0 for the word itself, and of two equal letters it doesn't matter which one is left out.
SPELL = """
    WITH new AS (
        INSERT INTO word
        SELECT DISTINCT word FROM unnest(%s::text[]) AS word WHERE length(word) BETWEEN 3 AND 30
        ON CONFLICT DO NOTHING RETURNING word
    )
    INSERT INTO spelling
    SELECT left(word, greatest(at - 1, 0)) || substr(word, at + 1), word
    FROM new, generate_series(0, length(word)) AS at
    WHERE at < 2 OR substr(word, at, 1) <> substr(word, at - 1, 1)
    ORDER BY 1
"""
