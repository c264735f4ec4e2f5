"""How long the door takes doesn't tell who has an account."""

from statistics import median

import httpx
import pytest

from crm.application import CRM
from crm.signing_in import invitations
from domain.account import Role
from features.signed_in import let_in
from features.site import Site
from tests.bench.timing import in_turns, milliseconds
from tests.web.forms import browser

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
KNOWN, UNKNOWN = "known@example.org", "other@example.org"
FITTING, WRONG = "hirvi polkee lumessa 7 kertaa", "not the right one"
TURNS, RUNS, MOST = 81, 6, 1.05


def test_a_known_name_and_an_unknown_one_are_refused_in_the_same_time(site: Site, crm: CRM) -> None:
    account_id = let_in(crm, Role.COORDINATOR, KNOWN, name="Known")
    invitations.accept(crm.database, invitations.invite(crm.database, account_id), FITTING)
    site.show(crm)

    with browser(site.url) as client:
        _apart(client, crm, turns=9)
        # Other work of the machine comes to both alike in the long run, since they take turns, but
        # not in each run: of several, one within the bound shows that nothing in the program lies
        # beyond it. What does, such as a password that isn't tried, lies beyond it in all of them.
        apart: list[float] = []
        while len(apart) < RUNS and not (apart and apart[-1] < MOST):
            apart.append(_apart(client, crm))

    assert min(apart) < MOST, apart


def _apart(client: httpx.Client, crm: CRM, turns: int = TURNS) -> float:
    """Return by which factor the medians lie apart, either way."""

    def refused(login: str) -> float:
        # What is measured is a try like any other, not the refusal of too many.
        crm.database.value("DELETE FROM bucket RETURNING true")
        return milliseconds(lambda: _try(client, login))

    took = in_turns(turns, lambda: refused(KNOWN), lambda: refused(UNKNOWN))
    medians = median(took.ours), median(took.reference)
    return max(medians) / min(medians)


def _try(client: httpx.Client, login: str) -> None:
    answer = client.post("/sign-in", data={"login": login, "password": WRONG})
    assert answer.status_code == 422
