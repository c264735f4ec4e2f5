"""Which kinds of things the log told of lately: what depends on others needn't be asked anew."""

from crm.database import Database


def touched(database: Database, after: int, until: int) -> frozenset[str]:
    """Return of which kinds, as topics call them ('partner', 'unit'), events between tell.

    The event at `after` isn't one of them, that at `until` is.
    """
    return frozenset(database.values(TOUCHED, [after, until]))


TOUCHED = """
    SELECT DISTINCT split_part(topic, '.', 2) FROM crm_events
    WHERE notification_id > %s AND notification_id <= %s
"""
