"""What is somebody's own and what is others', to fill addresses in with: all of it is there."""

import secrets
from pathlib import Path
from uuid import UUID

from crm.access import Viewer
from crm.activities import TakesPart
from crm.application import CRM
from crm.imports.profile import profile
from crm.imports.run import run
from crm.log import Origin
from crm.signing_in import sessions
from crm.signing_in.holders import holders
from crm.signing_in.invitations import invite
from crm.signing_in.secrets import digest
from domain.account import Role
from domain.day import Day
from domain.engagement import Form
from features.known import id_of
from features.signed_in import NAME, let_in
from tests.web.addresses import NAMES, QUERIES, TERM, VIEW, a_view
from web.assets import asset
from web.imports.running import RUNNING

Things = dict[str, str]
OWN = NAMES | {"/engagements": "Near Evening"}
OTHERS = NAMES | {
    "/partners": "City of Espoo",
    "/projects": "Elsewhere",
    "/engagements": "Calm Evening",
    "/taking-part": "Elsewhere",
}
ACTS = {
    "/contacts": "leaving",
    "/taking-part": "leaving",
    "/engagements": "title-correction",
    "/vocabularies": "names",
}
ASKED = QUERIES | {"/language": "?to=sv"}
# Accounts of nobody who asks: one that is closed and opened again, and one that is let in.
SPARE, INVITED = "Spare", "Invited"
LIST = b"name,kind,business_id\nLaurea,university,\n"
AINO = Viewer(UUID(int=1), "Aino", Role.COORDINATOR)
A_PASSKEY = """
    INSERT INTO passkey (id, account_id, public_key, sign_count) VALUES (%s, %s, 'b', 0)
    RETURNING id
"""


def fill(crm: CRM) -> None:
    """Let everybody in, and have an evening within Near You and a project that is none of ours."""
    near, eero = id_of(crm, "Near You"), id_of(crm, "Eero Salo")
    espoo = TakesPart(id_of(crm, "City of Espoo"), "lead")
    origin, days = Origin("Aino"), (Day("2026-01-01"), Day("2026-12-31"))
    crm.plan_project("Elsewhere", *days, parties=[espoo], origin=origin)
    crm.agree_engagement(
        Form.SESSION,
        OWN["/engagements"],
        Day("2026-06-10"),
        project_id=near,
        parties=[TakesPart(eero, "trainer")],
        origin=Origin("Aino"),
    )
    for role in (Role.COORDINATOR, Role.PROJECT_LEAD, Role.LEADERSHIP):
        let_in(crm, role, _login(role.value), name=role.value, colleague_id=eero)
    let_in(crm, Role.GUEST, _login("guest"), name=Role.GUEST.value, project_id=near)
    for name in (SPARE, INVITED):
        let_in(crm, Role.COORDINATOR, _login(name), name=name)


def imported(crm: CRM, folder: Path) -> str:
    """Import a list, and return the id of that."""
    file = folder / "a.csv"
    file.write_bytes(LIST)
    return str(run(crm, profile("partners"), [file], actor="Aino").run_id)


def things(crm: CRM, role: Role | None) -> tuple[Things, Things]:
    """Return what is Eero's own, or within the guest's project, and what is others'."""
    given = _given(crm, role)
    own, others = (
        {at: str(id_of(crm, name)) for at, name in names.items()} for names in (OWN, OTHERS)
    )
    return own | given, others | given


def filled(template: str, things: Things) -> str:
    """Return an address of what is there."""
    start = "/" + template.split("/")[1]
    path = template.format(
        **things,
        subject_id=things.get(start),
        activity_id=things.get(start),
        act=ACTS.get(start, "withdrawal"),
        **TERM,
        number=1,
        position=1,
        a=things["/units"],
        b=things["/partners"],
    )
    return path + ASKED.get(template, "").format(unit=things["/units"])


def token_as(crm: CRM, role: Role, *, strong: bool = True) -> str:
    """Sign somebody of a role in."""
    return sessions.begin(crm.database, _account(crm, NAMED.get(role, role.value)), strong=strong)


def _given(crm: CRM, role: Role | None) -> Things:
    """Return an account, an upload and a static file, and the viewer's own ways in."""
    digest_, name = asset("app.css").split("/")[2:]
    given = {
        "/accounts": str(_account(crm, SPARE)),
        "upload_id": str(RUNNING.receive(crm, "partners", [("a.csv", LIST)], AINO).id),
        "token": invite(crm.database, _account(crm, INVITED)),
        "digest": digest_,
        "name": name,
        "session": "00",
        "passkey": "00",
        "view_id": str(VIEW),
    }
    if not role:
        return given
    account = _account(crm, NAMED.get(role, role.value))
    # Two, since nobody takes their last way in away.
    keys = [crm.database.value(A_PASSKEY, [secrets.token_bytes(9), account]) for _ in range(2)]
    given["view_id"] = a_view(crm, account)
    return given | {"session": digest(token_as(crm, role)).hex(), "passkey": keys[0].hex()}


NAMED = {Role.ADMINISTRATOR: NAME}


def _account(crm: CRM, name: str) -> UUID:
    [found] = [one.account_id for one in holders(crm.database) if one.name == name]
    return found


def _login(name: str) -> str:
    return f"{name.lower()}@example.org"
