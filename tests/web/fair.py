"""A fair at which many schools meet that never met before."""

from uuid import UUID

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.partner import Description


def hold_fair(crm: CRM, schools: list[str]) -> list[UUID]:
    """Let schools of these names meet on 20 April 2026, and return their ids."""
    school = Description("school")
    ids = [crm.register_partner(one, school, origin=Origin("Aino")).subject_id for one in schools]
    taking = [TakesPart(one, "partner") for one in ids]
    day = Day("2026-04-20")
    crm.agree_engagement(Form.SEMINAR, "School Fair", day, parties=taking, origin=Origin("Aino"))
    return ids
