"""Any route, asked with anything at all, by an administrator and by a guest: never a failure."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.application import CRM
from crm.signing_in import sessions
from domain.account import Role
from features.known import id_of
from features.signed_in import let_in, token_of
from features.site import Site
from tests.web.addresses import ACTS, HOLE, NAMES, templates
from tests.web.forms import browser
from tests.web.harm import HARM
from tests.web.rendered import read_by_name

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
EXAMPLES = 400
# Fields of forms, beside the parameters, since each may stand where the other belongs.
FIELDS = (
    "name", "title", "kind", "stage", "municipality", "country", "web", "sectors", "languages",
    "form", "themes", "unit", "project", "partners", "trainers", "lead", "starts_on", "ends_on",
    "people_professional", "reason", "changed_on", "since_on", "parent", "goal", "purpose",
    "email", "phone", "note", "basis", "login", "password", "current", "code", "role", "account",
    "colleague", "command_id", "version", "warned", "credential", "secret", "profile",
    "partner_text",
)  # fmt: skip
PARAMETERS = sorted({*read_by_name(), *FIELDS, "next", "to", "type", "types", "goal_text"})
WORDS = ("1", "0", "-1", "2026-01-01", "2026", "9999-12-31", "all", "partner", "unit", "csv", "")
ROUTES = [(method, template) for method in ("GET", "POST") for template in templates(method)]

text = st.one_of(
    st.text(max_size=60), st.sampled_from(HARM), st.sampled_from(WORDS), st.uuids().map(str)
)
at_will = st.dictionaries(st.sampled_from(PARAMETERS), st.lists(text, max_size=3), max_size=8)


class Asked:
    """Somebody at the pages, and what may stand in an address: ids that are known, and others."""

    def __init__(self, client: httpx.Client, crm: CRM, role: Role) -> None:
        self.client, self.crm, self.role = client, crm, role
        self.known = [str(id_of(crm, name)) for name in NAMES.values()]
        self.guest = _guest(crm) if role is Role.GUEST else None

    def ask(self, data: st.DataObject) -> httpx.Response:
        """Ask for something."""
        method, template = data.draw(st.sampled_from(ROUTES), label="route")
        url = HOLE.sub(lambda hole: data.draw(self._filling(hole), label=hole[1]), template)
        self.client.cookies.clear()
        self.client.cookies["session"] = self._token()
        words: dict[str, Any] = {"params": data.draw(at_will, label="parameters")}
        if method == "POST":
            words["data"] = data.draw(at_will, label="form")
        if data.draw(st.booleans(), label="by htmx"):
            words["headers"] = {"HX-Request": "true", "HX-Request-Type": "partial"}
        return self.client.request(method, url, **words)

    def _token(self) -> str:
        if self.guest:
            return sessions.begin(self.crm.database, self.guest, strong=True)
        return token_of(self.crm)

    def _filling(self, hole: Any) -> st.SearchStrategy[str]:
        if ":int" in hole[0]:
            return st.one_of(st.integers(-5, 40), st.integers()).map(str)
        acts = sorted({act for of in ACTS.values() for act in of})
        odd = st.text(min_size=1, max_size=20).map(_quoted)
        return st.one_of(st.sampled_from([*self.known, *acts]), st.uuids().map(str), odd)


@pytest.fixture(
    scope="module", params=[Role.ADMINISTRATOR, Role.GUEST], ids=lambda role: role.value
)
def asked(request: pytest.FixtureRequest, site: Site, small: CRM) -> Iterator[Asked]:
    """Give an administrator, then a guest."""
    site.show(small)
    with browser(site.url) as client:
        yield Asked(client, small, request.param)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    # The same each time: whoever changes something else isn't stopped by what was there before.
    derandomize=True,
)
@given(data=st.data())
def test_nothing_that_is_asked_makes_the_program_fail(asked: Asked, data: st.DataObject) -> None:
    answer = asked.ask(data)

    assert answer.status_code < 500
    assert answer.headers["content-security-policy"]


def _guest(crm: CRM) -> Any:
    login = f"{uuid4()}@example.org"
    return let_in(crm, Role.GUEST, login, name="Guest", project_id=id_of(crm, "Near You"))


def _quoted(text: str) -> str:
    return httpx.URL("http://x/").copy_with(params={"x": text}).query.decode().removeprefix("x=")
