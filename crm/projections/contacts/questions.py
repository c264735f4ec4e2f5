"""Questions about contacts, all by their ids: who they are is asked of the vault."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from crm.clocks import Clocks
from crm.database import Database


@dataclass(frozen=True, slots=True)
class WorksAt:
    """A position: who worked at which partner, over which days as known, and what says so.

    `moved` where `until_day` isn't the last day there but the first one elsewhere.
    """

    contact: UUID
    partner: UUID
    since_day: str | None
    until_day: str | None
    moved: bool
    first: date | None
    after: date | None
    is_empty: bool
    position: int

    def holds_on(self, day: date | None) -> bool:
        """Say whether somebody worked there on a day; on one that isn't known, if still."""
        if not day:
            return not self.until_day
        if self.is_empty:
            return False
        return (not self.first or self.first <= day) and (not self.after or day < self.after)


@dataclass(frozen=True, slots=True)
class Consent:
    """On which ground somebody's data are held for a purpose, and until when they were."""

    purpose: str
    basis: str
    text_version: str
    given_day: str
    withdrawn_day: str | None
    position: int


def positions_of(database: Database, contacts: list[UUID], clocks: Clocks) -> list[WorksAt]:
    """Return where some contacts worked over the years, newest first, as known at an instant."""
    params = {"contacts": contacts, "known_at": clocks.known_at}
    return database.rows(WorksAt, f"{POSITIONS} AND {clocks.known('w')} {NEWEST}", params)


def contacts_at(database: Database, partner_id: UUID, clocks: Clocks, today: date) -> list[WorksAt]:
    """Return who worked at a partner on a day, as known at an instant, but for the erased."""
    ever, day = ever_at(database, partner_id, clocks), clocks.last or today
    return [one for one in ever if one.holds_on(day)]


def ever_at(database: Database, partner_id: UUID, clocks: Clocks) -> list[WorksAt]:
    """Return who ever worked at a partner, as known at an instant, but for the erased."""
    params = {"partner": partner_id, "known_at": clocks.known_at}
    return database.rows(WorksAt, f"{AT_PARTNER} AND {clocks.known('w')} {NEWEST}", params)


def consents_of(database: Database, contact_id: UUID, clocks: Clocks) -> list[Consent]:
    """Return what somebody consented to, as known at an instant, newest first."""
    params = {"contact": contact_id, "known_at": clocks.known_at}
    order = "ORDER BY position DESC"
    return database.rows(Consent, f"{CONSENTS} AND {clocks.known('c')} {order}", params)


def attended_by(database: Database, contact_id: UUID, clocks: Clocks) -> list[UUID]:
    """Return the engagements that somebody took part in, as known at an instant."""
    params = {"contact": contact_id, "known_at": clocks.known_at}
    return database.values(f"{ATTENDED_BY} AND {clocks.known('a')}", params)


def attendants(database: Database, engagement_id: UUID, clocks: Clocks) -> list[UUID]:
    """Return which contacts took part in an engagement, erased ones too."""
    params = {"engagement": engagement_id, "known_at": clocks.known_at}
    return database.values(f"{ATTENDANTS} AND {clocks.known('a')} ORDER BY a.position", params)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of which type a person is, 'contact' or 'colleague', and whether they were erased."""

    type: str
    erased: bool


def standing(database: Database, person_id: UUID) -> Standing | None:
    """Return how a person stands; None where nobody was ever known by the id."""
    return database.row(Standing, "SELECT type, erased FROM person WHERE id = %s", [person_id])


def standings(database: Database, ids: list[UUID]) -> dict[UUID, Standing]:
    """Return how those of some people stand who are known, by their ids."""
    rows = database.rows(_stands, "SELECT id, type, erased FROM person WHERE id = ANY (%s)", [ids])
    return dict(rows)


def erasures_among(database: Database, ids: list[UUID]) -> dict[UUID, bool]:
    """Return which of some ids are contacts or colleagues, and for each whether it was erased."""
    return database.pairs(AMONG, [ids])


def employers(database: Database) -> list[UUID]:
    """Return the partners at which anybody works or worked."""
    return database.values("SELECT DISTINCT partner FROM works_at WHERE upper_inf(recorded)")


def employers_among(database: Database, partners: list[UUID]) -> set[UUID]:
    """Return at which of some partners anybody works who wasn't erased."""
    return set(database.values(EMPLOYERS, {"ids": partners}))


def _stands(person: UUID, kind: str, erased: bool) -> tuple[UUID, Standing]:  # noqa: FBT001
    return person, Standing(kind, erased)


COLUMNS = """
    SELECT w.contact, w.partner, w.since_day, w.until_day, w.moved, lower(w.valid),
           upper(w.valid), isempty(w.valid), w.position
    FROM works_at w
"""
POSITIONS = f"{COLUMNS} WHERE w.contact = ANY (%(contacts)s)"
AT_PARTNER = f"""
    {COLUMNS} JOIN person p ON p.id = w.contact AND NOT p.erased
    WHERE w.partner = %(partner)s
"""
NEWEST = "ORDER BY w.number DESC, w.position DESC"
CONSENTS = """
    SELECT purpose, basis, text_version, given_day, withdrawn_day, position FROM consent c
    WHERE contact = %(contact)s
"""
ATTENDED_BY = "SELECT engagement FROM attended a WHERE contact = %(contact)s"
ATTENDANTS = "SELECT contact FROM attended a WHERE engagement = %(engagement)s"
AMONG = "SELECT id, erased FROM person WHERE id = ANY (%s)"
# Who works at some partners now, with the name that the vault has.
STANDING = """
    SELECT w.contact, 'contact', coalesce(v.name, '') FROM works_at w
    JOIN person c ON c.id = w.contact AND NOT c.erased LEFT JOIN vault_name v ON v.person = c.id
    WHERE w.partner = ANY (%(ids)s) AND upper_inf(w.recorded) AND w.until_day IS NULL
"""
EMPLOYERS = """
    SELECT DISTINCT w.partner FROM works_at w JOIN person c ON c.id = w.contact AND NOT c.erased
    WHERE w.partner = ANY (%(ids)s) AND upper_inf(w.recorded) AND w.until_day IS NULL
"""
