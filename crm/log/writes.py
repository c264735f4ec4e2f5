"""Whether the log may be written: not while its chain is known to be broken."""

from collections.abc import Sequence
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


def stop(cursor: Cursor[Any], position: int, seal: bytes) -> None:
    """Let nobody write until `resume`: the log is broken, and `seal` binds what stands there."""
    cursor.execute(STOP, [position, seal])


def resume(cursor: Cursor[Any]) -> None:
    """Let everybody write again, although the log is broken where it was found to be.

    What lies above is still to be proved, from the beginning on: the last proof may itself have
    become untrue.
    """
    cursor.execute(ACCEPT)
    cursor.execute(AGAIN)


def hold(cursor: Cursor[Any], accepted: Sequence[int] = ()) -> None:
    """Let everybody write: the chain holds but for what was accepted and is there still."""
    cursor.execute("DELETE FROM accepted_break WHERE position <> ALL (%s)", [list(accepted)])
    cursor.execute("UPDATE log_state SET broken_at = NULL, broken_seal = NULL")


STOP = "UPDATE log_state SET broken_at = %s, broken_seal = %s"
ACCEPT = """
    INSERT INTO accepted_break SELECT broken_at, broken_seal FROM log_state
    WHERE broken_at IS NOT NULL ON CONFLICT (position) DO UPDATE SET seal = excluded.seal
"""
AGAIN = """
    UPDATE log_state SET broken_at = NULL, broken_seal = NULL, proven = 0,
                         proven_hash = decode(repeat('00', 32), 'hex')
"""
