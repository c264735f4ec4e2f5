"""Whether the log may be written: not while its chain is known to be broken."""

from typing import Any

from psycopg import Cursor

from domain.refusal import Refusal


class WritesAreStopped(Refusal):
    """The log was found broken at a position; nothing is written until told."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def stop(cursor: Cursor[Any], position: int) -> None:
    """Let nobody write until `resume`: the log is broken at a position."""
    cursor.execute("UPDATE log_state SET broken_at = %s", [position])


def resume(cursor: Cursor[Any]) -> None:
    """Let everybody write again."""
    cursor.execute("UPDATE log_state SET broken_at = NULL")
