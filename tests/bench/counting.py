"""Counting who worked with whom with numpy alone: fetch, expand, sort, count runs."""

import numpy as np
import numpy.typing as npt

from crm.database import Database

ROW = np.dtype(
    [
        ("fields", ">i2"),
        ("activity_length", ">i4"), ("activity", ">u8", 2),
        ("party_length", ">i4"), ("party", ">u8", 2),
        ("first_length", ">i4"), ("first", ">i4"),
        ("last_length", ">i4"), ("last", ">i4"),
    ]
)  # fmt: skip
HEADER, TRAILER = 19, 2
Ints = npt.NDArray[np.int64]


def whole(database: Database, top: int) -> tuple[int, list[tuple[int, int]]]:
    """Return how many pairs there are, and the top ones by their numbers."""
    rows = _fetched(database)
    activity = np.unique(rows["activity"][:, 1], return_inverse=True)[1]
    ids, party = np.unique(rows["party"][:, 1], return_inverse=True)
    keys = _pairs(activity, party, len(ids))
    keys.sort()
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    shared = np.diff(np.append(starts, len(keys)))
    best = np.argpartition(shared, -top)[-top:]
    return len(starts), [divmod(int(key), len(ids)) for key in keys[starts[best]]]


def _fetched(database: Database) -> npt.NDArray[np.void]:
    with (
        database.connection() as connection,
        connection.cursor() as cursor,
        cursor.copy(FETCH) as copy,
    ):
        data = b"".join(copy)
    rows = (len(data) - HEADER - TRAILER) // ROW.itemsize
    return np.frombuffer(data, ROW, rows, HEADER)


def _pairs(activity: Ints, party: Ints, parties: int) -> Ints:
    """Return each pair of each activity as a number."""
    order = np.argsort(activity * parties + party)
    activity, party = activity[order], party[order]
    length = len(activity)
    begins = np.flatnonzero(np.concatenate([[True], activity[1:] != activity[:-1]]))
    sizes = np.diff(np.append(begins, length))
    after = np.repeat(begins + sizes, sizes) - np.arange(length) - 1
    left = np.repeat(np.arange(length), after)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(after) - after, after)
    keys: Ints = party[left] * parties + party[right]
    return keys


FETCH = """
    COPY (SELECT activity, party, coalesce(lower(valid), '-infinity'::date),
                 coalesce(upper(valid), 'infinity'::date)
          FROM participation WHERE upper_inf(recorded)) TO STDOUT (FORMAT BINARY)
"""
