"""Every route, asked with anything at all, by an administrator and by a guest: never a failure."""

from collections.abc import Iterator
from typing import Any
from zlib import crc32

import httpx
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from crm.application import CRM
from domain.account import Role
from features.site import Site
from tests.web.addresses import ACTS, HOLE, templates
from tests.web.belongings import Things, fill, filled, imported, things, token_as
from tests.web.forms import browser
from tests.web.harm import HARM
from tests.web.rendered import read_by_name
from web.imports.running import RUNNING

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
# Of every route, so that none is left out by chance.
EXAMPLES = 5
ROLES = [Role.ADMINISTRATOR, Role.GUEST]
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
    """Somebody at the pages, and what may stand in an address: what is there, and what isn't."""

    def __init__(self, client: httpx.Client, crm: CRM, role: Role, known: Things) -> None:
        self.client, self.crm, self.role, self.known = client, crm, role, known

    def ask(self, method: str, template: str, data: st.DataObject) -> httpx.Response:
        """Ask for something."""
        bare = HOLE.sub(r"{\1}", template)
        there = dict(zip(bare.split("/"), filled(bare, self.known).split("/"), strict=False))
        url = HOLE.sub(lambda hole: data.draw(self._filling(hole, there), label=hole[1]), template)
        self.client.cookies.clear()
        self.client.cookies["session"] = token_as(self.crm, self.role)
        words: dict[str, Any] = {"params": data.draw(at_will, label="parameters")}
        if method == "POST":
            words["data"] = data.draw(at_will, label="form")
        if data.draw(st.booleans(), label="by htmx"):
            words["headers"] = {"HX-Request": "true", "HX-Request-Type": "partial"}
        return self.client.request(method, url, **words)

    def _filling(self, hole: Any, there: dict[str, str]) -> st.SearchStrategy[str]:
        # Half of what is asked for is there, lest most examples end at the door of their route.
        right = st.just(there[f"{{{hole[1]}}}"])
        if ":int" in hole[0]:
            return right | st.integers(-5, 40).map(str) | st.integers().map(str)
        acts = sorted({act for of in ACTS.values() for act in of})
        odd = st.text(min_size=1, max_size=20).map(_quoted)
        other = st.sampled_from([*self.known.values(), *acts]) | st.uuids().map(str) | odd
        return st.sampled_from([right, other]).flatmap(lambda one: one)


@pytest.fixture(scope="module")
def known(small: CRM, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Role, Things]]:
    """Give what is there for everybody who asks, before anybody renames or removes it."""
    fill(small)
    given = {"run_id": imported(small, tmp_path_factory.mktemp("import"))}
    yield {role: things(small, role)[0] | given for role in ROLES}
    RUNNING.forget()


@pytest.fixture(scope="module", params=ROLES, ids=lambda role: role.value)
def asked(
    request: pytest.FixtureRequest, site: Site, small: CRM, known: dict[Role, Things]
) -> Iterator[Asked]:
    """Give an administrator, then a guest."""
    site.show(small)
    with browser(site.url) as client:
        yield Asked(client, small, request.param, known[request.param])


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_nothing_that_is_asked_makes_the_program_fail(asked: Asked, route: tuple[str, str]) -> None:
    # The same each time: whoever changes something else isn't stopped by what was there before.
    # Each route is asked with something else.
    @seed(crc32(" ".join(route).encode()))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(data=st.data())
    def ask(data: st.DataObject) -> None:
        answer = asked.ask(*route, data)

        assert answer.status_code < 500
        assert answer.headers["content-security-policy"]

    ask()


def _quoted(text: str) -> str:
    return httpx.URL("http://x/").copy_with(params={"x": text}).query.decode().removeprefix("x=")
