"""Sessions: who is signed in where, from showing who they are until they leave.

The browser holds a random token, the table its hash. A token that isn't known is never taken up,
a new one is given at every step, and nothing is written at the end of a request: an answer that
comes late can't undo a sign-out.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from crm.access import Viewer
from crm.database import Database
from crm.database.in_loop import InLoop
from crm.signing_in.holders import HEAD
from crm.signing_in.secrets import digest, new_token
from domain.account import Role
from domain.refusal import Refusal

# Hours without a visit, and days in all, after which a session has ended.
IDLE_HOURS, LIFE_DAYS = 12, 14
STRONG_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Where:
    """From where somebody signs in: the address of their machine, and what their browser says."""

    address: str | None = None
    agent: str | None = None


class SessionEnded(Refusal):
    """The session that something was to go on from has ended."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session as its owner sees it."""

    hash: bytes
    begun_at: datetime
    seen_at: datetime
    address: str | None
    agent: str | None


def begin(
    database: Database,
    account_id: UUID,
    where: Where = Where(),
    *,
    awaits: str | None = None,
    strong: bool = False,
    two_factors: bool = False,
    instead_of: bytes | None = None,
    step: bool = False,
) -> str:
    """Begin a session, ending the one it takes the place of, and return its token.

    A `step` goes on from that one, with the factors shown there. Raises SessionEnded where it has
    ended meanwhile.
    """
    token = new_token()
    params = {
        "hash": digest(token),
        "account": account_id,
        "awaits": awaits,
        "strong": strong,
        "two_factors": two_factors,
        "address": where.address,
        "agent": where.agent and where.agent[:200],
        "instead": instead_of,
        "step": step,
        "idle": IDLE_HOURS,
        "life": LIFE_DAYS,
    }
    if not database.value(BEGIN, params):
        raise SessionEnded
    return token


async def find(database: InLoop, token: str) -> Viewer | None:
    """Return who a token belongs to; None where it belongs to nobody any longer."""
    found = await database.row(_Found, FIND, [digest(token)])
    if not found:
        return None
    if found.is_stale:
        await database.row(bool, SEEN, [found.viewer.session])
    return found.viewer


def of(database: Database, account_id: UUID) -> list[Session]:
    """Return where somebody is signed in, the latest first."""
    return database.rows(Session, OF_ACCOUNT, [account_id])


def end(database: Database, account_id: UUID, session: bytes) -> None:
    """Sign somebody out in one place."""
    database.value(END, [account_id, session])


def end_all(database: Database, account_id: UUID, but: bytes | None = None) -> None:
    """Sign somebody out everywhere, or everywhere `but` in one place."""
    database.value(END_ALL, [account_id, but])


def end_of_one_factor(database: Database) -> None:
    """Sign out whoever showed one factor alone, as where a second one is asked of all from now on.

    They sign in again, with two: with a provider it depends on what it says of that sign-in.
    """
    database.value(END_OF_ONE_FACTOR)


def forget_all(database: Database) -> None:
    """Sign everybody out, and end every link that lets somebody in."""
    database.value("WITH ended AS (DELETE FROM session) DELETE FROM invitation RETURNING true")


class _Found:
    """A row of FIND."""

    __slots__ = ("is_stale", "viewer")

    def __init__(self, is_stale: bool, role: str, *rest: object) -> None:  # noqa: FBT001
        account_id, name, *others = rest
        self.is_stale = is_stale
        self.viewer = Viewer(account_id, name, Role(role), *others)  # type: ignore[arg-type]


# What has run out goes on the way. A step from a session is none once that has ended.
BEGIN = """
    WITH ended AS (DELETE FROM session WHERE hash = %(instead)s RETURNING two_factors),
    old AS (
        DELETE FROM session
        WHERE hash IS DISTINCT FROM %(instead)s AND (
            seen_at < now() - make_interval(hours => %(idle)s)
            OR begun_at < now() - make_interval(days => %(life)s)
        )
    ), emptied AS (DELETE FROM bucket WHERE at < now() - interval '1 day')
    INSERT INTO session (hash, account_id, awaits, strong_at, two_factors, address, agent)
    SELECT %(hash)s, %(account)s, %(awaits)s, CASE WHEN %(strong)s THEN now() END,
           %(two_factors)s OR (%(step)s AND (SELECT two_factors FROM ended)),
           %(address)s, %(agent)s
    WHERE NOT %(step)s OR EXISTS (SELECT FROM ended)
    RETURNING true
"""
# Every request asks it: with nothing to be told but the session.
LIVE = f"""
    seen_at > now() - interval '{IDLE_HOURS} hours'
    AND begun_at > now() - interval '{LIFE_DAYS} days'
"""
FIND = f"""
    SELECT seen_at < now() - interval '1 minute', role, account_id, name, colleague_id, project_id,
           CASE WHEN awaits = 'second_factor' AND totp_secret IS NOT NULL THEN 'code'
                ELSE awaits END,
           coalesce(strong_at > now() - interval '{STRONG_MINUTES} minutes', false),
           hash, {HEAD}, views
    FROM session JOIN holder USING (account_id) JOIN account ON id = account_id
    WHERE hash = %s AND NOT closed AND {LIVE}
"""
SEEN = "UPDATE session SET seen_at = now() WHERE hash = %s RETURNING true"
OF_ACCOUNT = f"""
    SELECT hash, begun_at, seen_at, address, agent FROM session
    WHERE account_id = %s AND awaits IS NULL AND {LIVE}
    ORDER BY seen_at DESC, begun_at DESC
"""
END = "DELETE FROM session WHERE account_id = %s AND hash = %s RETURNING true"
# Who awaits the other factor sees nothing before it.
END_OF_ONE_FACTOR = """
    WITH ended AS (
        DELETE FROM session WHERE awaits IS NULL AND NOT two_factors RETURNING true
    )
    SELECT count(*) FROM ended
"""
END_ALL = """
    DELETE FROM session WHERE account_id = %s AND hash IS DISTINCT FROM %s RETURNING true
"""
