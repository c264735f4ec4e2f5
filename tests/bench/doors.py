"""How long it takes to be refused at the door: under a name that is known, and one that isn't."""

from statistics import median

from crm.application import CRM
from crm.signing_in import invitations
from crm.signing_in.holders import holder_named
from crm.signing_in.password_sign_in import WrongSignIn, sign_in
from crm.signing_in.sessions import Where
from domain.account import Role
from features.signed_in import let_in
from tests.bench.result import Bound, Result
from tests.bench.timing import in_turns, milliseconds

TURNS, MOST = 101, 1.05
KNOWN, UNKNOWN, WRONG = "known@example.org", "unknown@example.org", "not the right one"
FITTING = "hirvi polkee lumessa 7 kertaa"


def refusing(crm: CRM) -> Result:
    """Compare the medians; they differ by no more than 5 % either way."""
    if not holder_named(crm.database, KNOWN):
        account_id = let_in(crm, Role.COORDINATOR, KNOWN, name="Known")
        invitations.accept(crm.database, invitations.invite(crm.database, account_id), FITTING)

    def refused(login: str) -> float:
        crm.database.value("DELETE FROM bucket RETURNING true")
        return milliseconds(lambda: _try(crm, login))

    turns = in_turns(TURNS, lambda: refused(KNOWN), lambda: refused(UNKNOWN))
    known, unknown = median(turns.ours), median(turns.reference)
    apart = max(known, unknown) / min(known, unknown)
    bound = Bound(MOST, ratio=True)
    return Result("refused by name, known and not", "ms", known, unknown, apart, bound)


def _try(crm: CRM, login: str) -> None:
    try:
        sign_in(crm.database, login, WRONG, Where("192.0.2.1"))
    except WrongSignIn:
        return
    raise AssertionError
