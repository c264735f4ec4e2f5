"""A million events: those of CORDIS several times over, each time with other ids."""

import os

import psycopg

from crm.opening import AllReadModels, opened_at
from crm.projections.rebuild import rebuild
from tests.bench.cordis import cordis
from tests.bench.installation import made

EVENTS = int(os.environ.get("BENCH_EVENTS") or 1_000_000)


def million(server: str) -> str:
    """Return the address of a database that holds as many events as asked for."""
    cordis(server)
    return made(server, f"events_{EVENTS}", _multiply, like="cordis")


def _multiply(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        (head,) = connection.execute("SELECT max(notification_id) FROM crm_events").fetchone() or (
            0,
        )
        for time in range(1, -(-EVENTS // head)):
            left = min(head, EVENTS - time * head)
            connection.execute(AGAIN, {"time": time, "head": head, "left": left})
    with opened_at(url) as crm:
        rebuild(crm.database, AllReadModels().models)
        with crm.database.connection() as connection:
            # Its hashes prove nothing; who saves mustn't begin by trying.
            connection.execute(PROVEN)


# Hashes aren't made anew, and vocabularies are there once: no read model looks at either. Whoever
# takes part is from the first time, which makes them the busier.
AGAIN = r"""
    INSERT INTO crm_events
    SELECT made, originator_version, topic,
           convert_to(regexp_replace(
               replace(convert_from(state, 'UTF8'), originator_id::text, made::text),
               '"(eu-pic|eu-project|fi-ytunnus)":"', '\&' || %(time)s::int, 'g'), 'UTF8'),
           notification_id + %(time)s::bigint * %(head)s, gen_random_uuid(), metadata,
           recorded_at, hash, NULL
    FROM crm_events, md5(originator_id || ' ' || %(time)s::int) AS mixed,
         CAST(mixed AS uuid) AS made
    WHERE notification_id <= %(left)s
"""
PROVEN = """
    UPDATE log_state SET proven = notification_id, proven_hash = hash
    FROM (SELECT notification_id, hash FROM crm_events ORDER BY notification_id DESC LIMIT 1) last
"""
