"""Where the log stands, and whether the read models are there too."""

from dataclasses import dataclass

from crm.application import CRM


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the log goes, how far the slowest read model has come, and how many are missing."""

    head: int
    slowest: int
    missing: int

    @property
    def lag(self) -> int:
        """How many entries the slowest read model has still to take in."""
        return self.head - self.slowest


def standing(crm: CRM) -> Standing:
    """Ask the database for both at once, so that a save in between doesn't show."""
    followers = crm.recorder.followers
    keys = followers.keys if followers else []
    found = crm.database.row(Standing, ASK, {"keys": keys})
    assert found
    return found


ASK = """
    SELECT head, coalesce(min(position), 0), cardinality(%(keys)s::text[]) - count(key)
    FROM (SELECT coalesce(max(notification_id), 0) AS head FROM crm_events) AS log
    LEFT JOIN reached ON key = ANY (%(keys)s::text[])
    GROUP BY head
"""
