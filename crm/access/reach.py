"""Whether a right of somebody's reaches one thing: asked of the read models as they are now."""

from uuid import UUID

from crm.access.table import Right, Scope
from crm.access.viewer import Viewer
from crm.database import Database


def reaches(database: Database, viewer: Viewer, right: Right, subject_id: UUID) -> bool:
    """Say whether a right reaches a partner, unit, colleague, network, project or engagement."""
    scope = viewer.reach(right)
    if scope in {Scope.NONE, Scope.ALL}:
        return scope is Scope.ALL
    params = {
        "subject": subject_id,
        "actor": viewer.actor,
        "colleague": viewer.colleague_id,
        "project": viewer.project_id,
        "with_unit": scope is Scope.UNIT,
    }
    if scope is Scope.PROJECT:
        return bool(database.value(OF_PROJECT, params))
    return bool(database.value(OF_COLLEAGUE, params))


def right_over(database: Database, activity_id: UUID) -> Right:
    """Return the right that is needed over an activity: a project, or an engagement."""
    is_project = database.value(IS_PROJECT, [activity_id])
    return Right.PROJECTS if is_project else Right.ENGAGEMENTS


IS_PROJECT = "SELECT true FROM activity WHERE id = %s AND type = 'project' AND upper_inf(recorded)"
OF_PROJECT = """
    SELECT %(subject)s = %(project)s OR EXISTS (
        SELECT FROM activity
        WHERE id = %(subject)s AND project_id = %(project)s AND upper_inf(recorded)
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
    WITH whose AS ({WHOSE}), what AS (
        SELECT %(subject)s::uuid AS id
        UNION
        SELECT project_id FROM activity
        WHERE %(with_unit)s AND id = %(subject)s AND upper_inf(recorded)
    )
    SELECT EXISTS (
        SELECT FROM crm_events
        WHERE originator_id = %(subject)s AND originator_version = 1
          AND metadata ->> 'actor' = %(actor)s
    ) OR EXISTS (
        SELECT FROM party
        WHERE id = %(subject)s AND steward_id = %(colleague)s
          AND upper_inf(recorded) AND upper_inf(valid)
    ) OR EXISTS (
        SELECT FROM participation
        WHERE activity IN (SELECT id FROM what) AND party IN (SELECT id FROM whose)
          AND upper_inf(recorded) AND NOT left_early
    )
"""
