"""What is sent to the database for the tables of a read model, in order."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, ClassVar

from psycopg import Cursor

# With its parameters in order.
Statement = tuple[str, Sequence[Any]]
Params = Mapping[str, Any] | Sequence[Any]


@dataclass(frozen=True, slots=True)
class Copied:
    """Many rows at once, as a binary COPY sends them."""

    statement: str
    rows: bytes

    single: ClassVar[None] = None

    def write(self, cursor: Cursor[Any], sending: ExitStack) -> None:
        """Send the rows, and leave the database to keep them until what follows is ready."""
        sending.close()
        sending.enter_context(cursor.copy(self.statement.encode())).write(self.rows)


@dataclass(frozen=True, slots=True)
class Single:
    """One row, which can go together with what follows it."""

    single: Statement

    def write(self, cursor: Cursor[Any], sending: ExitStack) -> None:
        """Send it alone."""
        sending.close()
        _run_at_once(cursor, [self.single])


@dataclass(frozen=True, slots=True)
class Statements:
    """One statement, once for each of `params`."""

    statement: str
    params: list[Params]

    single: ClassVar[None] = None

    def write(self, cursor: Cursor[Any], sending: ExitStack) -> None:
        """Run it."""
        sending.close()
        if len(self.params) == 1:
            cursor.execute(self.statement.encode(), self.params[0], prepare=True)
        else:
            cursor.executemany(self.statement.encode(), self.params)


Step = Copied | Single | Statements


def run(steps: Iterable[Step], cursor: Cursor[Any], last: Sequence[Statement] = ()) -> None:
    """Run steps in order, then the last statements.

    Single rows wait for what follows them, to go in one round trip: a save has little else to do.
    """
    waiting: list[Statement] = []
    with ExitStack() as sending:
        for step in steps:
            if step.single:
                waiting.append(step.single)
            else:
                if waiting:
                    sending.close()
                    _run_at_once(cursor, waiting)
                    waiting = []
                step.write(cursor, sending)
    _run_at_once(cursor, [*waiting, *last])


def _run_at_once(cursor: Cursor[Any], statements: Sequence[Statement]) -> None:
    """Run statements in one round trip; only the last may begin with WITH."""
    if statements:
        texts, params = zip(*statements, strict=True)
        cursor.execute(_joined(texts), list(chain.from_iterable(params)), prepare=True)


@lru_cache(maxsize=1_000)
def _joined(statements: tuple[str, ...]) -> bytes:
    *others, last = (statement.strip() for statement in statements)
    named = ", ".join(f"written_{number} AS ({one})" for number, one in enumerate(others))
    if not named:
        return last.encode()
    rest = f", {last.removeprefix('WITH ')}" if last.startswith("WITH ") else f" {last}"
    return f"WITH {named}{rest}".encode()
