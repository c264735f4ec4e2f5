"""Nothing that is typed, sent or written into an address breaks a page, or comes alive in one."""

import csv
import io
import json
from itertools import cycle
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.partner import Description
from domain.refusal import Refusal
from domain.text import line
from features.known import id_of
from features.small_network import build
from tests.web.addresses import addresses
from tests.web.forms import filled, page, send

CREATING = ("partners", "people", "units", "networks", "projects", "engagements")
LISTS = ("/partners", "/people", "/units", "/networks", "/projects", "/engagements")
ASKED = ("/network/pairs", "/network/map", "/network/matrix", "/network/changes", "/network/path")
PARAMETERS = (
    *("q", "sort", "page", "kind", "sector", "stage", "place", "steward", "theme", "state"),
    *("form", "party", "with", "role", "unit", "project", "network", "from", "to", "on"),
    *("known_at", "active", "active_from", "active_to", "quiet_since", "quiet", "position", "rows"),
    *("columns", "focus", "steps", "size", "start", "start_text", "goal", "goal_text"),
    *("stayed", "happening", "name", "saved"),
)
CHOSEN = ("themes", "sectors", "languages", "partners", "trainers", "lead", "unit", "version")
NUMBERS = ["-1", "0", "1e9", "٣", "9" * 19, "9" * 30, "9" * 5_000, "NaN", "1.5", "0x10"]
DAYS = [
    "0001",
    "0001-01-01",
    "9999",
    "9999-12-31",
    "2026-02-30",
    "-1",
    "0000",
    "١٢.٣.٢٠٢٦",
    "5/9999",
]


@pytest.fixture(scope="module")
def strings(shared: Path) -> list[str]:
    """Give the naughty strings, and those that spreadsheets take for formulas."""
    folder = shared / "data/hostile"
    formulas = json.loads((folder / "csv-injection.json").read_text())["payloads"]
    return [*json.loads((folder / "blns.json").read_text()), *formulas]


def test_hostile_text_in_any_address_breaks_nothing(
    client: httpx.Client, strings: list[str]
) -> None:
    asked = [(path, name) for path in (*LISTS, *ASKED, "/search", "/") for name in PARAMETERS]
    for text, (path, name) in zip(cycle(strings), asked, strict=False):
        answer = client.get(path, params={name: text})

        assert answer.status_code in {200, 404, 422}, (path, name, text)
        assert_inert(answer)


def test_a_hostile_name_is_kept_as_typed_and_stays_text(
    client: httpx.Client, strings: list[str]
) -> None:
    forms = [filled(client, f"/{things}/new") for things in CREATING]
    for text, form in zip(strings, cycle(forms), strict=False):
        field = form.texts[0]

        answer = send(client, form, **{field: text})

        assert answer.status_code in {303, 422}, (text, form.url)
        if answer.status_code == 303:
            profile = client.get(answer.headers["location"])
            assert profile.status_code == 200, text
            assert line(text, field) in page(profile).select("h1")[0].get_text(), text
            assert_inert(profile)
        else:
            assert_inert(answer)
            assert _typed(answer, field) == _one_line(text), (text, form.url)
            assert not _is_accepted(text), (text, form.url)


def test_hostile_text_in_any_other_field_breaks_nothing(
    client: httpx.Client, strings: list[str]
) -> None:
    forms = [filled(client, f"/{things}/new") for things in CREATING]
    fields = [(form, field) for form in forms for field in form.texts[1:]]
    for text, (form, field) in zip(strings[::2], cycle(fields), strict=False):
        answer = send(client, form, **{field: text})

        assert answer.status_code in {303, 422}, (text, form.url, field)
        assert_inert(
            answer if answer.status_code == 422 else client.get(answer.headers["location"])
        )


def test_hostile_text_in_every_act_breaks_nothing(
    client: httpx.Client, small: CRM, strings: list[str]
) -> None:
    forms = set(addresses(small, "POST")) & set(addresses(small, "GET"))
    acts = sorted(url for url in forms if not url.endswith(("/new", "/imports")))
    shown = [filled(client, url) for url in acts if not url.endswith(("withdrawal", "undoing"))]
    texts = cycle(strings)
    for form in shown:
        for field in form.texts:
            answer = send(client, form, **{field: next(texts)})

            assert answer.status_code in {303, 409, 422, 429}, (form.url, field)


@pytest.mark.parametrize("path", ["/search", "/search/suggestions", "/search/parties"])
def test_a_hostile_search_breaks_nothing(
    client: httpx.Client, strings: list[str], path: str
) -> None:
    for text in strings[::2]:
        answer = client.get(path, params={"q": text, "party_text": text})

        assert answer.status_code == 200, text
        assert_inert(answer)


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: f"{len(number)}: {number[:9]}")
@pytest.mark.parametrize("path", [*LISTS, "/search", "/history/1"])
def test_a_number_that_is_none_is_passed_over(client: httpx.Client, path: str, number: str) -> None:
    assert client.get(path, params={"page": number}).status_code == 200


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", ["on", "known_at", "from", "to", "quiet_since", "active_from"])
def test_a_day_that_is_none_breaks_nothing(client: httpx.Client, name: str, day: str) -> None:
    for path in ("/", *LISTS, *ASKED):
        assert client.get(path, params={name: day}).status_code == 200, path


def test_days_at_the_ends_of_time_can_be_compared(client: httpx.Client) -> None:
    params = {"from": "0001-01-01", "to": "9999-12-31"}

    assert client.get("/network/changes", params=params).status_code == 200


@pytest.mark.parametrize("count", [*NUMBERS, "2147483648", " 12 ", "12 000"])
def test_a_headcount_that_is_none_is_refused_in_a_sentence(
    client: httpx.Client, count: str
) -> None:
    form = filled(client, "/engagements/new")

    answer = send(client, form, people_professional=count)

    assert answer.status_code in {303, 422}
    if answer.status_code == 303:
        assert client.get(answer.headers["location"]).status_code == 200
        assert client.get("/engagements").status_code == 200
        assert client.get("/").status_code == 200


def test_nothing_that_cannot_be_stored_is_taken(client: httpx.Client) -> None:
    for things in CREATING:
        form = filled(client, f"/{things}/new")
        for field in form.texts:
            answer = send(client, form, **{field: "a\0b"})

            assert answer.status_code == 422, (form.url, field)
            assert page(answer).select("[role=alert]")


@pytest.mark.parametrize("odd", ["a\0b", "nobody", "9" * 30])
@pytest.mark.parametrize("things", CREATING)
def test_no_field_breaks_on_what_it_never_offered(
    client: httpx.Client, things: str, odd: str
) -> None:
    form = filled(client, f"/{things}/new")
    for field in {*form.data, *CHOSEN}:
        answer = send(client, form, **{field: odd})

        assert answer.status_code in {303, 404, 422}, field


@pytest.mark.parametrize(
    ("things", "field"),
    [
        ("partners", "kind"),
        ("partners", "sectors"),
        ("projects", "themes"),
        ("projects", "partners"),
        ("projects", "lead"),
        ("engagements", "themes"),
        ("engagements", "unit"),
        ("engagements", "project"),
        ("engagements", "trainers"),
        ("units", "parent"),
        ("people", "unit"),
    ],
)
def test_what_a_field_never_offered_is_refused_and_not_passed_over(
    client: httpx.Client, small: CRM, things: str, field: str
) -> None:
    form = filled(client, f"/{things}/new")
    before = small.position()

    answer = send(client, form, **{field: "nobody"})

    assert answer.status_code == 422
    assert "nobody" in page(answer).select("[role=alert]")[0].get_text()
    assert before == small.position()


def test_a_form_sent_twice_records_once_but_with_other_words_anew(
    client: httpx.Client, small: CRM
) -> None:
    form, before = filled(client, "/partners/new"), small.position()
    data = {**form.data, "command_id": str(uuid4())}

    first, again = (client.post(form.url, data={**data, "name": "Zonta"}) for _ in range(2))
    other = client.post(form.url, data={**data, "name": "Zonta of Oulu"})

    assert first.headers["location"] == again.headers["location"]
    assert other.headers["location"] != first.headers["location"]
    assert before + 2 == small.position()


def test_a_day_of_the_time_machine_that_is_none_is_said_and_leaves_it_off(
    client: httpx.Client,
) -> None:
    answer = page(client.get("/partners", params={"on": "spring"}))

    assert "“spring” isn't a day" in answer.select("#status")[0].get_text()
    assert not answer.select(".time-bar")
    assert not answer.select("a[href*='spring'].row-link")


def test_searching_stays_on_the_day_of_the_time_machine(client: httpx.Client) -> None:
    found = page(client.get("/partners", params={"on": "2025-06-30"}))

    (kept,) = found.select("form.search input[name=on]")
    assert kept["value"] == "2025-06-30"
    assert not page(client.get("/partners")).select("form.search input[name=on]")


def test_heads_beyond_counting_are_refused_each(client: httpx.Client) -> None:
    form = filled(client, "/engagements/new")
    groups = [field for field in form.data if field.startswith("people_")]

    assert send(client, form, **dict.fromkeys(groups, "999999999")).status_code == 422
    assert send(client, form, **dict.fromkeys(groups, "9999999")).status_code in {303, 422}


@pytest.mark.parametrize("name", ["..", ".", "a/..", "中" * 200 + ".csv", " ", "\\"])
def test_a_file_may_have_any_name(client: httpx.Client, name: str) -> None:
    files = {"files": (name, b"name;kind\nOpisto;school\n", "text/csv")}

    answer = client.post("/imports", data={"profile": "partners"}, files=files)

    assert answer.status_code in {303, 422}


def test_days_centuries_apart_can_be_compared(client: httpx.Client) -> None:
    params = {"from": "1000-01-02", "to": "8999-12-31"}

    assert client.get("/network/changes", params=params).status_code == 200


def test_an_origin_that_is_no_address_is_foreign(client: httpx.Client) -> None:
    answer = client.post("/partners", headers={"origin": "http://["}, data={"name": "x"})

    assert answer.status_code == 403


def test_a_book_in_a_field_is_refused_in_a_sentence(client: httpx.Client) -> None:
    form = filled(client, "/partners/new")

    answer = send(client, form, name="x" * 9_000_000)

    assert answer.status_code == 422
    assert "too long" in page(answer).select("[role=alert]")[0].get_text()


def test_a_library_is_not_even_read(client: httpx.Client) -> None:
    form = filled(client, "/partners/new")

    assert send(client, form, name="x" * 11_000_000).status_code == 413


def test_ids_of_nothing_are_not_found(client: httpx.Client, small: CRM) -> None:
    known = str(id_of(small, "City of Vantaa"))
    for path in LISTS:
        for bad in (str(uuid4()), "1", "nobody", "%00", "..%2f..", known[:-1]):
            assert client.get(f"{path}/{bad}").status_code == 404, (path, bad)
    other = [f"/projects/{known}", f"/history/{10**30}", "/history/0", f"/imports/{uuid4()}"]
    other += [f"/taking-part/{uuid4()}/1/leaving", f"/network/between/{known}/{uuid4()}"]
    other += [f"/partners/{known}/nothing", f"/taking-part/{known}/{10**30}/leaving"]
    other += ["/network/cell", "/static/0/app.css", f"/imports/uploads/{uuid4()}"]
    for url in other:
        assert client.get(url).status_code in {404, 422}, url


def test_no_cell_of_a_file_is_a_formula(
    client: httpx.Client, small: CRM, strings: list[str]
) -> None:
    unit = id_of(small, "Väkivaltatyö")
    for text in (text for text in strings if text.strip()[:1] in set("=+-@")):
        if not _is_accepted(text):
            continue
        partner = small.register_partner(text, Description("other"), origin=Origin("Mallory"))
        parties = [TakesPart(unit, "lead"), TakesPart(partner.subject_id, "partner")]
        small.agree_engagement(
            Form.MEETING, "Meeting", Day("2026-01-01"), parties=parties, origin=Origin("Mallory")
        )

    answer = client.get(
        "/network/matrix", params={"rows": "partner", "columns": "unit", "as": "csv"}
    )

    cells = [cell for row in csv.reader(io.StringIO(answer.text), delimiter=";") for cell in row]
    assert len(cells) > 50
    assert not [
        cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
    ]


def _typed(answer: httpx.Response, field: str) -> str:
    box = page(answer).select_one(f"[name='{field}']")
    assert box
    return _one_line(str(box.get("value") or box.get_text()))


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "\N{REPLACEMENT CHARACTER}").split())


def _is_accepted(text: str) -> bool:
    try:
        line(text, "name")
    except Refusal:
        return False
    return True


def assert_inert(answer: httpx.Response) -> None:
    """Fail where something on the page would run, or lead out of the site."""
    html: BeautifulSoup = page(answer)
    for script in html.select("script"):
        assert str(script.get("src", "")).startswith("/static/"), script
    for tag in html.select("*"):
        assert not [name for name in tag.attrs if name.startswith("on")], tag
        for name in ("href", "src", "action", "formaction"):
            value = str(tag.get(name, "/"))
            assert value.startswith(("/", "#", "data:,", "?", "mailto:", "tel:")), tag
    assert not html.select("iframe, object, embed, base, img")


@pytest.mark.parametrize("day", ["1.1.0001", "31.12.9999", "0001", "9999"])
def test_a_day_at_the_end_of_time_breaks_no_page(
    newcomer: httpx.Client, crm: CRM, day: str
) -> None:
    build(crm)
    for things, field in (("engagements", "starts_on"), ("projects", "ends_on")):
        send(newcomer, filled(newcomer, f"/{things}/new"), **{field: day})
    for things, field in (("partners", "since_on"), ("units", "opened_on"), ("people", "since_on")):
        send(newcomer, filled(newcomer, f"/{things}/new"), **{field: day})
    unit = f"/units/{id_of(crm, 'Isätyö')}/closing"
    send(newcomer, filled(newcomer, unit), changed_on=day)

    answers = {url: newcomer.get(url).status_code for url in addresses(crm)}

    assert set(answers.values()) == {200}, {u: s for u, s in answers.items() if s != 200}
