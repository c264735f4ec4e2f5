"""Participations as arrays: the whole network in one fetch, kept for as long as nothing is written.

Everything that looks at the whole network starts here. Parties and activities are numbered from
0; row i says that party `party[i]` took part in activity `activity[i]` from day `first[i]` to
before day `last[i]`, in days since 2000-01-01, open ends at the limits of a 32-bit integer.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

import numpy as np
import numpy.typing as npt

from crm.clocks import today
from crm.database import Database
from crm.network.filters import Filters, condition

Ints = npt.NDArray[np.signedinteger]
Days = npt.NDArray[np.int32]
KEPT = 4
ANSWERS = 16
ROW = np.dtype([("activity", ">u8", 2), ("party", ">u8", 2), ("first", ">i4"), ("last", ">i4")])


@dataclass(frozen=True, slots=True)
class Arrays:
    """Who took part in what, and the ids that the numbers stand for, as pairs of 64-bit halves."""

    activity: Ints
    party: Ints
    first: Days
    last: Days
    activity_ids: npt.NDArray[np.uint64]
    party_ids: npt.NDArray[np.uint64]

    @property
    def parties(self) -> int:
        """How many parties took part in anything."""
        return len(self.party_ids)

    @property
    def activities(self) -> int:
        """How many activities anybody took part in."""
        return len(self.activity_ids)

    def party_uuid(self, number: int) -> UUID:
        """Return the id of a party."""
        return _uuid(self.party_ids[number])

    def activity_uuid(self, number: int) -> UUID:
        """Return the id of an activity."""
        return _uuid(self.activity_ids[number])

    def number_of(self, party_id: UUID) -> int | None:
        """Return the number of a party; None where it took part in nothing."""
        high, low = np.uint64(party_id.int >> 64), np.uint64(party_id.int & (2**64 - 1))
        found = np.flatnonzero(self.party_ids[:, 1] == low)
        return next((int(one) for one in found if self.party_ids[one, 0] == high), None)


def load(database: Database, filters: Filters) -> Arrays:
    """Fetch the participations that filters keep, as one value: rows would be read one by one."""
    where = condition(database, filters)
    sql = f"""SELECT string_agg({BYTES}, '') FROM participation p {where.join}
              WHERE {where.sql}"""
    # A connection never gives back the room that its largest answer took.
    with database.dedicated() as connection, connection.cursor(binary=True) as cursor:
        found = cursor.execute(sql, where.params).fetchone()
    return _arrays(np.frombuffer(found[0] or b"" if found else b"", dtype=ROW))


def _arrays(rows: npt.NDArray[np.void]) -> Arrays:
    activity, activity_ids = numbered(rows["activity"])
    party, party_ids = numbered(rows["party"])
    first, last = rows["first"].astype(np.int32), rows["last"].astype(np.int32)
    return Arrays(activity, party, first, last, activity_ids, party_ids)


def numbered(ids: npt.NDArray[np.uint64]) -> tuple[Ints, npt.NDArray[np.uint64]]:
    """Number ids in the order of their second halves, which are random but for two bits."""
    high, low = ids[:, 0].astype(np.uint64), ids[:, 1].astype(np.uint64)
    _, where, numbers = np.unique(low, return_index=True, return_inverse=True)
    if (high[where][numbers] != high).any():
        both = np.stack([high, low], axis=1)
        unique, numbers = np.unique(both, axis=0, return_inverse=True)
        return numbers.reshape(-1).astype(np.int64), unique
    return numbers.astype(np.int64), np.stack([high[where], low[where]], axis=1)


def distinct(numbers: Ints) -> Ints:
    """Return each number once, in order; numpy's own way hashes, which takes ten times as long."""
    ordered = np.sort(numbers)
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def _uuid(halves: npt.NDArray[np.uint64]) -> UUID:
    return UUID(int=(int(halves[0]) << 64) | int(halves[1]))


Answer = TypeVar("Answer")


class Kept:
    """Answers that depend on nothing but the position in the log and the question.

    The latest few are kept; an older position's answer is never given for a newer one.
    """

    def __init__(self, limit: int = KEPT) -> None:
        self.limit = limit
        self._answers: OrderedDict[object, object] = OrderedDict()
        self._lock = Lock()
        self._making: dict[object, Lock] = {}

    def once(self, key: object, make: Callable[[], Answer]) -> Answer:
        """Return a kept answer, or make it; whoever asks meanwhile waits for the same one."""
        if (found := self.get(key)) is not None:
            return cast("Answer", found)
        with self._lock:
            making = self._making.setdefault(key, Lock())
        try:
            with making:
                found = self.get(key)
                return cast("Answer", found) if found is not None else self.put(key, make())
        finally:
            with self._lock:
                self._making.pop(key, None)

    def get(self, key: object) -> object | None:
        """Return a kept answer."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: object, answer: Answer) -> Answer:
        """Keep an answer, letting the oldest go."""
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self.limit:
                self._answers.popitem(last=False)
        return answer

    def answers(self) -> dict[Any, Any]:
        """Return what is kept, by what was asked."""
        with self._lock:
            return dict(self._answers)


Rest = ParamSpec("Rest")
Question = Callable[Concatenate[Database, Filters, int, Rest], Answer]


def kept(question: Question[Rest, Answer]) -> Question[Rest, Answer]:
    """Let a question keep its latest answers for as long as nothing is written."""
    answers = Kept(ANSWERS)

    @wraps(question)
    def asked(
        database: Database,
        filters: Filters,
        position: int,
        *args: Rest.args,
        **kwargs: Rest.kwargs,
    ) -> Answer:
        rest = args, tuple(sorted(kwargs.items()))
        key = database.identity, position, today(), filters, rest
        return answers.once(key, lambda: question(database, filters, position, *args, **kwargs))

    return cast("Question[Rest, Answer]", asked)


ARRAYS = Kept()


def arrays(database: Database, filters: Filters, position: int) -> Arrays:
    """Return the participations that filters keep, as of a position in the log."""
    key = (database.identity, position, today(), filters)
    return ARRAYS.once(key, lambda: load(database, filters))


# The days asked of needn't be cut out: spans that overlap each other and these days two by two
# have a day in common.
BYTES = """
    uuid_send(p.activity) || uuid_send(p.party)
    || date_send(coalesce(lower(p.valid), '-infinity'::date))
    || date_send(coalesce(upper(p.valid), 'infinity'::date))
"""
