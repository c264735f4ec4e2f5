"""Whether a right of somebody's reaches one thing: asked of the read models as they are now."""

from collections.abc import Collection
from uuid import UUID

from crm.access.table import Right, Scope
from crm.access.viewer import Viewer
from crm.database import Database


def reaches(database: Database, viewer: Viewer, right: Right, subject_id: UUID) -> bool:
    """Say whether a right reaches a partner, unit, colleague, network, project or engagement."""
    return subject_id in reached(database, viewer, right, [subject_id])


def reached(
    database: Database, viewer: Viewer, right: Right, ids: Collection[UUID]
) -> frozenset[UUID]:
    """Return which of some things a right reaches, all of one kind."""
    scope = viewer.reach(right)
    if scope in {Scope.NONE, Scope.ALL} or not ids:
        return frozenset(ids if scope is Scope.ALL else ())
    params = {
        "ids": list(ids),
        "actor": viewer.actor,
        "colleague": viewer.colleague_id,
        "project": viewer.project_id,
        "with_unit": scope is Scope.UNIT,
    }
    sql = OF_PROJECT if scope is Scope.PROJECT else OF_COLLEAGUE
    return frozenset(database.values(sql, params))


def right_over(database: Database, activity_id: UUID) -> Right | None:
    """Return the right that is needed over an activity; None where there never was one."""
    return OVER.get(database.value(WHAT, [activity_id]))


OVER = {"project": Right.PROJECTS, "engagement": Right.ENGAGEMENTS}
WHAT = "SELECT type FROM activity WHERE id = %s LIMIT 1"
OF_PROJECT = """
    SELECT asked.id FROM unnest(%(ids)s::uuid[]) AS asked (id)
    WHERE asked.id = %(project)s OR EXISTS (
        SELECT FROM activity a
        WHERE a.id = asked.id AND a.project_id = %(project)s AND upper_inf(a.recorded)
    )
"""
# A colleague and, where it counts, their unit.
WHOSE = """
    SELECT %(colleague)s::uuid AS id
    UNION
    SELECT unit_id FROM party
    WHERE %(with_unit)s AND id = %(colleague)s AND upper_inf(recorded) AND upper_inf(valid)
"""
# What they recorded themselves, look after, or take part in, they or their unit; an engagement
# also by its project.
OF_COLLEAGUE = f"""
    WITH whose AS ({WHOSE})
    SELECT asked.id FROM unnest(%(ids)s::uuid[]) AS asked (id)
    WHERE EXISTS (
        SELECT FROM crm_events e
        WHERE e.originator_id = asked.id AND e.originator_version = 1
          AND e.metadata ->> 'actor' = %(actor)s
    ) OR EXISTS (
        SELECT FROM party p
        WHERE p.id = asked.id AND p.steward_id = %(colleague)s
          AND upper_inf(p.recorded) AND upper_inf(p.valid)
    ) OR EXISTS (
        SELECT FROM participation p
        WHERE p.activity IN (
            SELECT asked.id
            UNION
            SELECT a.project_id FROM activity a
            WHERE %(with_unit)s AND a.id = asked.id AND upper_inf(a.recorded)
        ) AND p.party IN (SELECT id FROM whose) AND upper_inf(p.recorded) AND NOT p.left_early
    )
"""
