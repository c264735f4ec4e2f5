"""Saved views on the pages: the lists they may be of, their counts, and that none is stale."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from crm.application import CRM
from crm.erasing import erase
from crm.erasures import Ledger
from crm.log import Origin
from crm.saved_views.keeping import save, views_of
from crm.signing_in import sessions
from crm.signing_in.holders import holders
from domain.account import Role, Standing
from domain.day import Day
from domain.details import Details
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description
from features.known import id_of
from features.signed_in import let_in
from features.site import Site
from tests.web.forms import browser, page
from web.saved_views.counting import NUMBERS, Numbers
from web.saved_views.lists import LISTS

TOWNS = "/saved-views/new?of=/partners&kind=municipality"


@pytest.fixture
def account_id(small: CRM) -> UUID:
    """Give a new coordinator's account, which keeps nothing yet."""
    return let_in(small, Role.COORDINATOR, f"{uuid4()}@example.org", name="Aino")


@pytest.fixture
def reader(site: Site, small: CRM, account_id: UUID) -> Iterator[httpx.Client]:
    """Give a client of that coordinator's."""
    site.show(small)
    with browser(site.url, sessions.begin(small.database, account_id)) as client:
        yield client


def keep(client: httpx.Client, url: str, name: str) -> httpx.Response:
    """Send the form that keeps a list."""
    return client.post(url, data={"name": name, "command_id": str(uuid4())})


def menu(client: httpx.Client, at: str = "/partners") -> dict[str, tuple[str, str]]:
    """Return the saved views in the menu of a page: where they lead, and their numbers."""
    return {
        link.select_one(".label").get_text(): (  # type: ignore[union-attr]
            str(link["href"]),
            "".join(one.get_text() for one in link.select(".n")),
        )
        for link in page(client.get(at)).select(".saved-views li a")
    }


@pytest.mark.parametrize(
    "asked",
    [
        "of=/partners",
        "of=/partners&kind=municipality&place=Vantaa&sort=-name",
        "of=/partners&q=esp",
        "of=/partners&active=1&active_from=2025-01-01&active_to=2026-05-12",
        "of=/partners&quiet_since=2026-01-01",
        "of=/people&position=expert",
        "of=/units&q=isä",
        "of=/networks",
        "of=/projects&state=under_way&from=2026-01-01&to=2026-12-31",
        "of=/engagements&form=session&theme=fatherhood",
        "of=/engagements/all&counted=worked&q=near",
    ],
)
def test_the_number_beside_a_view_is_that_of_its_list(reader: httpx.Client, asked: str) -> None:
    answer = keep(reader, f"/saved-views/new?{asked}", "Mine")

    url, number = menu(reader, "/units?sort=-name")["Mine"]
    listed = page(reader.get(url))
    assert (303, f"{url}{'&' if '?' in url else '?'}saved=1") == (
        answer.status_code,
        answer.headers["location"],
    )
    assert listed.select("h1 .count")[0].get_text() == number
    assert ["Mine"] == [
        one.select(".label")[0].get_text()
        for one in listed.select(".saved-views [aria-current=page]")
    ]


def test_a_view_is_counted_anew_after_anything_was_written(
    reader: httpx.Client, small: CRM
) -> None:
    keep(reader, TOWNS, "Towns")
    before = int(menu(reader)["Towns"][1])

    small.register_partner("Town", Description("municipality"), origin=Origin("Aino"))

    assert before + 1 == int(menu(reader)["Towns"][1])


def test_whatever_is_written_each_number_is_that_of_its_list(
    reader: httpx.Client, small: CRM
) -> None:
    lists = {one for one in LISTS if not one.startswith("/network/")}
    for path in lists:
        keep(reader, f"/saved-views/new?of={path}", path)
    vantaa, day = id_of(small, "City of Vantaa"), Day("2026-03-02")
    writes: list[Callable[[], object]] = [
        lambda: small.register_partner("Town", Description("municipality"), origin=Origin("Aino")),
        lambda: small.open_unit(Names("Uusi"), origin=Origin("Aino")),
        lambda: small.welcome_colleague("Uuno Uusi", origin=Origin("Aino")),
        lambda: small.found_network("New", origin=Origin("Aino")),
        lambda: small.plan_project("New", day, day, origin=Origin("Aino")),
        lambda: small.agree_engagement(Form.SESSION, "New", day, origin=Origin("Aino")),
        lambda: small.add_contact(vantaa, Details("Uusi Uotila"), origin=Origin("Aino")),
    ]
    wrong = []
    for write in writes:
        write()
        for path, (url, number) in menu(reader).items():
            listed = page(reader.get(url)).select("h1 .count")[0].get_text()
            wrong += [(path, number, listed)] if number != listed else []

    assert not wrong


def test_who_came_before_a_save_is_told_what_was_known_then(small: CRM) -> None:
    numbers, before = Numbers(), small.position()
    numbers.look(small.database, before)
    known = numbers.written(before, ["partner"])

    small.register_partner("Town", Description("municipality"), origin=Origin("Aino"))
    now = small.position()
    numbers.look(small.database, now)

    assert (
        len({known, numbers.written(before, ["partner"]), numbers.written(now, ["partner"])}) == 3
    )
    assert known == numbers.written(now, ["unit"])


def test_no_number_stays_that_was_asked_with_the_name_of_somebody_erased(
    reader: httpx.Client, small: CRM, tmp_path: Path
) -> None:
    keep(reader, "/saved-views/new?of=/partners&q=zacharias", "Z")
    menu(reader)
    assert "zacharias" in repr(NUMBERS.kept.answers())
    small.ledger = Ledger(tmp_path)
    vantaa = id_of(small, "City of Vantaa")
    added = small.add_contact(vantaa, Details("Zacharias Muu"), origin=Origin("Aino"))

    erase(small, added.subject_id, origin=Origin("Aino"))

    assert {} == menu(reader)
    assert "zacharias" not in repr(NUMBERS.kept.answers())


def test_what_a_search_leaves_out_for_who_may_not_read_it_is_not_counted(
    reader: httpx.Client, client: httpx.Client, small: CRM
) -> None:
    day, title = Day("2026-03-02"), "Zithers"
    for _ in range(2):
        agreed = small.agree_engagement(Form.SESSION, title, day, origin=Origin("Aino"))
    small.mark_sensitive(agreed.subject_id, "Violence", origin=Origin("Aino"))

    for who in (reader, client):
        keep(who, "/saved-views/new?of=/engagements&q=zithers", "Zithers")

    assert ("1", "2") == (menu(reader)["Zithers"][1], menu(client)["Zithers"][1])


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/contacts",
        "/accounts",
        "/partners/",
        "/partners?kind=school",
        "//evil.example",
        "https://evil.example/partners",
        "/partners/../accounts",
        "/\\evil.example",
        "javascript:alert(1)",
    ],
)
def test_nothing_but_a_list_of_ours_is_kept(
    reader: httpx.Client, small: CRM, account_id: UUID, path: str
) -> None:
    asked = {"of": path}

    shown = reader.get("/saved-views/new", params=asked)
    sent = reader.post("/saved-views/new", params=asked, data={"name": "Evil"})

    assert (404, 404) == (shown.status_code, sent.status_code)
    assert [] == views_of(small.database, account_id)


def test_nothing_but_what_a_list_may_be_asked_is_kept(
    reader: httpx.Client, small: CRM, account_id: UUID
) -> None:
    url = f"{TOWNS}&page=3&saved=1&on=2025-01-01&known_at=2025-01-01&next=//evil.example&focus=1"

    keep(reader, url, "Towns")

    [kept] = views_of(small.database, account_id)
    assert ("/partners", {"kind": ["municipality"]}) == (kept.path, kept.asked)


def test_a_form_that_was_sent_twice_keeps_one_view(
    reader: httpx.Client, small: CRM, account_id: UUID
) -> None:
    sent = {"name": "Towns", "command_id": str(uuid4())}

    answers = [reader.post(TOWNS, data=sent) for _ in range(2)]

    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert ["Towns"] == [one.name for one in views_of(small.database, account_id)]


def test_a_refused_name_is_told_in_the_form_and_stays_there(reader: httpx.Client) -> None:
    keep(reader, TOWNS, "Towns")

    refused = keep(reader, "/saved-views/new?of=/units", "TOWNS")

    form = page(refused)
    assert 422 == refused.status_code
    assert "You have a saved view called “TOWNS” already." in form.get_text()
    assert "TOWNS" == form.select("form.form [name=name]")[0]["value"]


def test_no_page_that_was_kept_shows_a_view_as_it_was(
    reader: httpx.Client, small: CRM, account_id: UUID
) -> None:
    shown = [menu(reader)]
    keep(reader, TOWNS, "Towns")
    shown.append(menu(reader))
    [kept] = views_of(small.database, account_id)

    reader.post(f"/saved-views/{kept.id}/name", data={"name": "Cities"})
    shown.append(menu(reader))
    reader.post(f"/saved-views/{kept.id}/removal")
    shown.append(menu(reader))

    assert [[], ["Towns"], ["Cities"], []] == [[*one] for one in shown]


def test_a_view_is_nobody_elses(
    reader: httpx.Client, client: httpx.Client, small: CRM, account_id: UUID
) -> None:
    keep(reader, TOWNS, "Hers alone")
    [kept] = views_of(small.database, account_id)
    at = f"/saved-views/{kept.id}"

    seen = client.get(f"{at}/name"), client.post(f"{at}/name", data={"name": "Mine"})
    client.post(f"{at}/removal")

    assert [404, 404] == [one.status_code for one in seen]
    assert "Hers alone" not in client.get("/saved-views").text
    assert [kept] == views_of(small.database, account_id)


def test_on_another_day_views_are_of_that_day_and_none_is_saved(reader: httpx.Client) -> None:
    keep(reader, TOWNS, "Towns")

    url, number = menu(reader, "/units?known_at=2014-12-31")["Towns"]
    listed = page(reader.get(url))

    assert "/partners?known_at=2014-12-31&kind=municipality" == url
    assert "0" == number == listed.select("h1 .count")[0].get_text()
    assert not listed.select("[formaction]")
    assert page(reader.get("/partners")).select("[formaction='/saved-views/new']")


def test_a_view_whose_filter_is_gone_opens_and_says_so(
    reader: httpx.Client, small: CRM, account_id: UUID
) -> None:
    asked = {"kind": ["gone"], "steward": [str(UUID(int=1))], "place": ["Vantaa"]}
    save(small.database, account_id, uuid4(), "Old", "/partners", asked)

    url, number = menu(reader)["Old"]
    listed = page(reader.get(url))

    assert 2 == len(listed.select(".notice.warn"))
    assert "Place: Vantaa" in listed.get_text()
    assert listed.select("h1 .count")[0].get_text() == number
    assert not page(reader.get("/partners")).select(".notice.warn")


def test_a_list_that_is_there_no_longer_is_not_shown(
    reader: httpx.Client, small: CRM, account_id: UUID
) -> None:
    save(small.database, account_id, uuid4(), "Of a newer program", "/comets", {})

    assert {} == menu(reader)


def test_the_pages_of_the_network_are_kept_without_a_number(reader: httpx.Client) -> None:
    for of, asked in (("matrix", "rows=unit&columns=theme"), ("map", "steps=all"), ("pairs", "")):
        shown = page(reader.get(f"/network/{of}?{asked}"))
        assert ["/saved-views/new"] == [one["formaction"] for one in shown.select("[formaction]")]
        keep(reader, f"/saved-views/new?of=/network/{of}&{asked}", of)

    assert {
        "map": ("/network/map?steps=all", ""),
        "matrix": ("/network/matrix?rows=unit&columns=theme", ""),
        "pairs": ("/network/pairs", ""),
    } == menu(reader)


def test_every_list_that_may_be_kept_offers_it_and_no_other_does(reader: httpx.Client) -> None:
    others = ("/contacts", "/network/measures", "/network/changes", "/network/path", "/")

    offered = {path for path in (*LISTS, *others) if "formaction" in reader.get(path).text}

    assert offered == set(LISTS)


def test_who_became_a_guest_sees_no_views(
    reader: httpx.Client, small: CRM, account_id: UUID
) -> None:
    keep(reader, TOWNS, "Towns")
    project = id_of(small, "Near You")
    standing = Standing(Role.GUEST, project)

    small.give_account_role(account_id, standing, origin=Origin("Aino"))

    assert {} == menu(reader, f"/projects/{project}")
    assert 404 == reader.get("/saved-views").status_code


def test_a_view_that_lost_its_name_is_called_as_its_list(
    reader: httpx.Client, small: CRM, account_id: UUID
) -> None:
    keep(reader, TOWNS, "Elli's")
    small.database.values(
        "UPDATE saved_view SET name = '' WHERE account_id = %s RETURNING true", [account_id]
    )
    # As an erasure records, too.
    small.register_partner("Anybody", Description("school"), origin=Origin("Aino"))

    assert ["Partners"] == [*menu(reader)]
    assert "Partners" in page(reader.get("/saved-views")).select("tbody th")[0].get_text()


def test_a_page_asks_nothing_for_views_that_were_told_before(
    reader: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("municipality", "university", "school"):
        keep(reader, f"/saved-views/new?of=/partners&kind={kind}", kind)
    first = menu(reader)

    asked: list[str] = []
    monkeypatch.setattr("web.saved_views.menu.views_of", lambda *_: asked.append("views"))
    monkeypatch.setattr("web.saved_views.menu.counted", lambda *_: asked.append("n"))

    assert first == menu(reader, "/units?q=a")
    assert not asked


def test_the_demonstration_keeps_views_for_its_administrator(site: Site, small: CRM) -> None:
    site.show(small)
    site.app.app.app.state.demo = True
    try:
        with browser(site.url) as anybody:
            keep(anybody, TOWNS, "Towns of the demo")
            assert "Towns of the demo" in menu(anybody)
    finally:
        site.app.app.app.state.demo = False

    kept = [views_of(small.database, one.account_id) for one in holders(small.database)]
    assert 1 == sum("Towns of the demo" in {one.name for one in found} for found in kept)
