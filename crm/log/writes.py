"""Whether the log may be written: not while its chain is known to be broken."""

from typing import Any

from psycopg import Cursor

from domain.refusal import Refusal


class WritesAreStopped(Refusal):
    """The log was found broken at a position; nothing is written until told."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class LogIsBroken(Refusal):
    """What was to be made of the log would be made of one that is broken at a position."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def stop(cursor: Cursor[Any], position: int) -> None:
    """Let nobody write until `resume`: the log is broken where nobody has accepted it yet."""
    cursor.execute(STOP, {"position": position})


def resume(cursor: Cursor[Any]) -> None:
    """Let everybody write again, although the log is broken where it was found to be.

    What is written from now on is proved from here.
    """
    cursor.execute(RESUME)
    cursor.execute(START)


def hold(cursor: Cursor[Any]) -> None:
    """Let everybody write: the chain holds."""
    cursor.execute("UPDATE log_state SET accepted = NULL, broken_at = NULL")


RESUME = "UPDATE log_state SET accepted = coalesce(broken_at, accepted), broken_at = NULL"
START = """
    UPDATE log_state SET proven = notification_id, proven_hash = hash
    FROM (SELECT notification_id, hash FROM crm_events ORDER BY 1 DESC LIMIT 1) AS last
"""
STOP = """
    UPDATE log_state SET broken_at = %(position)s WHERE accepted IS DISTINCT FROM %(position)s
"""
