"""Which accounts there are, and what each may do now."""

from crm.log import Entry
from crm.projections.read_model import ReadModel, handles
from crm.projections.writer import Table, Writer
from domain.account import Account

ACCOUNT = Table(
    "account",
    {
        "id": "uuid NOT NULL",
        "role": "text NOT NULL",
        "colleague_id": "uuid",
        "project_id": "uuid",
        "closed": "boolean NOT NULL",
    },
    "PRIMARY KEY (id)",
)


class AccountModel(ReadModel):
    """One row an account."""

    name = "accounts"
    version = 1
    tables = (ACCOUNT,)

    @handles(Account.Created)
    def opened(self, event: Account.Created, _: Entry, writer: Writer) -> None:
        who = event.originator_id, event.role.value, event.colleague_id, event.project_id
        writer.insert(ACCOUNT, (*who, False))

    @handles(Account.RoleGiven)
    def role_given(self, event: Account.RoleGiven, _: Entry, writer: Writer) -> None:
        params = {"id": event.originator_id, "role": event.role.value, "project": event.project_id}
        writer.execute(GIVE_ROLE, params)

    @handles(Account.Closed)
    def closed(self, event: Account.Closed, _: Entry, writer: Writer) -> None:
        writer.execute(CLOSE, {"id": event.originator_id, "closed": True})

    @handles(Account.Reopened)
    def reopened(self, event: Account.Reopened, _: Entry, writer: Writer) -> None:
        writer.execute(CLOSE, {"id": event.originator_id, "closed": False})


GIVE_ROLE = "UPDATE account SET role = %(role)s, project_id = %(project)s WHERE id = %(id)s"
CLOSE = "UPDATE account SET closed = %(closed)s WHERE id = %(id)s"
