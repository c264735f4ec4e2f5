"""What the directory is asked: who somebody is, and whether a command may name them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from crm.clocks import Clocks, NotKnownYet
from crm.database import Database
from crm.projections.words import sort_key
from domain.partner import Description
from domain.refusal import NotFound


@dataclass(frozen=True, slots=True)
class Party:
    """All that the directory holds of a party, on a day, as known at an instant.

    `former` are the names that it had before, as is known now, latest first; of one that was asked
    for by itself.
    """

    id: UUID
    type: str
    name: str
    name_sv: str | None
    name_en: str | None
    kind: str | None
    sectors: list[str]
    municipality: str | None
    country: str | None
    languages: list[str]
    web: str | None
    stage: str | None
    parent_id: UUID | None
    steward_id: UUID | None
    unit_id: UUID | None
    purpose: str | None
    identifiers: dict[str, str]
    since: str | None
    until: str | None
    version: int
    former: list[str] = field(default_factory=list)

    def named(self, language: str) -> str:
        """Return its name in 'fi', 'sv' or 'en', where it has one."""
        return {"sv": self.name_sv, "en": self.name_en}.get(language) or self.name


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party as answers name it: `name` is its own, in the first of its languages."""

    id: UUID
    type: str
    name: str
    kind: str | None
    municipality: str | None
    identifiers: dict[str, str]
    sort_key: str
    name_sv: str | None = None
    name_en: str | None = None

    @property
    def plain(self) -> str:
        """The name for whom no language is known; of a colleague who has none, in English."""
        return self.named("en") if self.type == "colleague" else self.name

    def named(self, language: str) -> str:
        """Return its name in 'fi', 'sv' or 'en', where it has one."""
        return {"sv": self.name_sv, "en": self.name_en}.get(language) or self.name


def party(database: Database, party_id: UUID, clocks: Clocks, today: date) -> Party | None:
    """Return a party as it was on a day; one that isn't there yet, or no longer, as it was then.

    None where nothing was known of it.
    """
    on = clocks.last or today
    params = {"id": party_id, "on": on, "known_at": clocks.known_at}
    return database.row(Party, PARTY_THEN if clocks.known_at else PARTY, params)


@dataclass(frozen=True, slots=True)
class Traits:
    """What parties are grouped by."""

    id: UUID
    type: str
    kind: str | None
    sectors: list[str]
    municipality: str | None
    country: str | None


def traits(database: Database, ids: Iterable[UUID], clocks: Clocks) -> dict[UUID, Traits]:
    """Return what parties are grouped by, as of the last day asked of or else their latest."""
    params = {"ids": list(ids), "on": clocks.last, "known_at": clocks.known_at}
    found = database.rows(Traits, TRAITS_THEN if clocks.known_at else TRAITS, params)
    return {trait.id: trait for trait in found}


def current_parties(database: Database, ids: Iterable[UUID]) -> dict[UUID, Party]:
    """Return parties as their latest facts say, by id; withdrawn ones are left out."""
    found = database.rows(Party, CURRENT, [list(ids)])
    return {party.id: party for party in found}


def description_of(party: Party) -> Description:
    """Return what a partner is like, as its commands take it."""
    return Description(
        party.kind or "",
        tuple(party.sectors),
        party.municipality,
        party.country,
        tuple(party.languages),
        party.web,
    )


def names(database: Database, ids: Iterable[UUID]) -> dict[UUID, PartyName]:
    """Return the latest known names of parties, withdrawn ones too, by id."""
    found = database.rows(PartyName, NAMES, [wanted]) if (wanted := list(ids)) else []
    return {name.id: name for name in found}


def withdrawn_partners(database: Database) -> list[PartyName]:
    """Return the partners that were withdrawn, as they were called and identified last."""
    return database.rows(PartyName, WITHDRAWN)


def partners_named(database: Database, names: Collection[str]) -> dict[tuple[str, str], list[UUID]]:
    """Return the partners that are now called so, by name and municipality."""
    params = [[sort_key(name) for name in names], list(names)]
    rows = database.rows(_triple, BY_NAME, params) if names else []
    return {(name, place): ids for name, place, ids in rows}


def ours_called(database: Database, type_: str, names: Collection[str]) -> dict[str, list[UUID]]:
    """Return our units or colleagues that are or were called so, in any language, by name."""
    return database.pairs(OURS_CALLED, [type_, list(names)])


def names_of_ours(database: Database) -> list[str]:
    """Return what our units and networks are called, in every language."""
    return database.values(NAMES_OF_OURS)


def by_identifier(database: Database, scheme: str, values: Sequence[str]) -> dict[str, UUID]:
    """Return the parties that hold identifiers of a scheme, by value."""
    return database.pairs(BY_IDENTIFIER, [scheme, list(values)])


def resolve(database: Database, reference: str) -> UUID:
    """Return the id that a reference means: an id, or 'scheme:value'. Raises NotFound."""
    scheme, found, value = reference.partition(":")
    held = by_identifier(database, scheme, [value]) if found else {}
    if value in held:
        return held[value]
    try:
        party_id = UUID(reference)
    except ValueError:
        raise NotFound("party", reference) from None
    if not names(database, [party_id]):
        raise NotFound("party", reference)
    return party_id


def check_known(database: Database, party_id: UUID, known_at: datetime | None) -> None:
    """Raise NotKnownYet where nothing was known of a party yet at an instant."""
    if known_at and database.value(BEGUN_AFTER, {"id": party_id, "known_at": known_at}):
        raise NotKnownYet("party", str(party_id), known_at)


def descendants(database: Database, party_id: UUID) -> set[UUID]:
    """Return everything that is part of a party, at any depth."""
    return set(database.values(DESCENDANTS, [party_id]))


def parents_among(database: Database, ids: Iterable[UUID]) -> set[UUID]:
    """Return which of some parties others are part of."""
    return set(database.values(PARENTS, [list(ids)]))


def ended(database: Database, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return those parties whose relationship has ended, with their names."""
    return database.pairs(ENDED, [list(ids)])


def _triple(name: str, place: str, ids: list[UUID]) -> tuple[str, str, list[UUID]]:
    return name, place, ids


FORMER = """
    ARRAY(SELECT name FROM party p WHERE p.id = party.id AND upper_inf(recorded)
            AND NOT upper_inf(valid)
            AND name <> (SELECT name FROM party l WHERE l.id = p.id AND upper_inf(recorded)
                         ORDER BY upper(valid) DESC NULLS FIRST LIMIT 1)
          GROUP BY name ORDER BY max(upper(valid)) DESC)
"""
COLUMNS = f"""
    SELECT id, type, name, name_sv, name_en, kind, sectors, municipality, country, languages, web,
           stage, parent_id, steward_id, unit_id, purpose, identifiers, since, until, version,
           {FORMER}
    FROM party
"""
# The row of the day itself; else the one nearest to it.
NEAREST = """
    ORDER BY valid @> %(on)s::date DESC, upper(valid) DESC NULLS FIRST, version DESC LIMIT 1
"""
PARTY = COLUMNS + "WHERE id = %(id)s AND upper_inf(recorded)" + NEAREST
PARTY_THEN = COLUMNS + "WHERE id = %(id)s AND recorded @> %(known_at)s::timestamptz" + NEAREST

NAMES = """
    SELECT DISTINCT ON (id) id, type, name, kind, municipality, identifiers, sort_key,
           name_sv, name_en
    FROM party WHERE id = ANY (%s)
    ORDER BY id, upper_inf(recorded) DESC, upper(recorded) DESC NULLS LAST,
             upper(valid) DESC NULLS FIRST, version DESC
"""

WITHDRAWN = """
    SELECT DISTINCT ON (id) id, type, name, kind, municipality, identifiers, sort_key,
           name_sv, name_en
    FROM party gone
    WHERE type = 'partner'
      AND NOT EXISTS (SELECT FROM party p WHERE p.id = gone.id AND upper_inf(p.recorded))
    ORDER BY id, upper(recorded) DESC, upper(valid) DESC NULLS FIRST, version DESC
"""

BY_NAME = """
    SELECT name, coalesce(municipality, ''), array_agg(id) FROM party
    WHERE type = 'partner' AND sort_key = ANY (%s) AND name = ANY (%s)
      AND upper_inf(recorded) AND upper_inf(valid)
    GROUP BY 1, 2
"""

OURS_CALLED = """
    SELECT called, array_agg(DISTINCT id)
    FROM party, unnest(ARRAY[name, name_sv, name_en]) AS called
    WHERE type = %s AND upper_inf(recorded) AND called = ANY (%s)
    GROUP BY called
"""

NAMES_OF_OURS = """
    SELECT DISTINCT called FROM party, unnest(ARRAY[name, name_sv, name_en]) AS called
    WHERE type IN ('unit', 'network') AND upper_inf(recorded) AND called IS NOT NULL
"""

BEGUN_AFTER = """
    SELECT min(lower(recorded)) > %(known_at)s::timestamptz FROM party WHERE id = %(id)s
"""

BY_IDENTIFIER = "SELECT value, party FROM identifier WHERE scheme = %s AND value = ANY (%s)"

ENDED = """
    SELECT id, name FROM party
    WHERE id = ANY (%s) AND upper_inf(recorded) AND upper_inf(valid) AND stage = 'ended'
"""

DESCENDANTS = """
    WITH RECURSIVE below AS (
        SELECT id FROM party WHERE parent_id = %s AND upper_inf(recorded) AND upper_inf(valid)
        UNION
        SELECT party.id FROM party JOIN below ON party.parent_id = below.id
        WHERE upper_inf(recorded) AND upper_inf(valid)
    )
    SELECT id FROM below
"""

PARENTS = "SELECT DISTINCT parent_id FROM party WHERE parent_id = ANY (%s) AND upper_inf(recorded)"

CURRENT = """
    SELECT DISTINCT ON (id) id, type, name, name_sv, name_en, kind, sectors, municipality, country,
           languages, web, stage, parent_id, steward_id, unit_id, purpose, identifiers, since,
           until, version
    FROM party WHERE id = ANY (%s) AND upper_inf(recorded)
    ORDER BY id, upper(valid) DESC NULLS FIRST
"""

TRAIT_COLUMNS = """
    SELECT DISTINCT ON (id) id, type, kind, sectors, municipality, country
    FROM party WHERE id = ANY (%(ids)s)
"""
TRAIT_ORDER = """
    ORDER BY id, valid @> %(on)s::date DESC NULLS LAST, upper(valid) DESC NULLS FIRST
"""
TRAITS = TRAIT_COLUMNS + "AND upper_inf(recorded)" + TRAIT_ORDER
TRAITS_THEN = TRAIT_COLUMNS + "AND recorded @> %(known_at)s::timestamptz" + TRAIT_ORDER
