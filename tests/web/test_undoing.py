"""Undo in a history: shown to whom it is theirs, in words before it is done, and done once."""

from uuid import UUID

import httpx
import pytest
from bs4 import Tag

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from domain.account import Role
from domain.attendance import Headcount
from domain.colleague import Position
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.network import Network
from domain.outline import Outline
from domain.partner import Description, Stage
from domain.unit import Unit
from features.known import id_of
from features.signed_in import let_in
from features.site import Site
from tests.web.belongings import token_as
from tests.web.forms import browser, filled, page, send

MAY, JUNE = Day("2026-05-04"), Day("2026-05-08")


@pytest.fixture(scope="module", autouse=True)
def viewers(small: CRM) -> None:
    """Let others in than the administrator."""
    for role in (Role.COORDINATOR, Role.PROJECT_LEAD, Role.LEADERSHIP):
        let_in(small, role, f"{role.value}@example.org", name=role.value)


def now() -> Origin:
    return Origin("Aino")


def _partner(crm: CRM, name: str) -> UUID:
    school = Description("school", ("education",), "Kuopio")
    return crm.register_partner(name, school, origin=now()).subject_id


def _lines(client: httpx.Client, url: str) -> dict[str, Tag]:
    """Return the lines of a history by what they tell of, the latest of a kind."""
    rows = page(client.get(url)).select("tbody tr")
    found: dict[str, Tag] = {}
    for row in rows:
        head = row.select_one("th")
        assert head
        found.setdefault(head.text.strip(), row)
    return found


def _undo(line: Tag) -> str | None:
    link = line.select_one("a[href$='/undoing']")
    return str(link["href"]) if link else None


def _lead(client: httpx.Client, url: str) -> str:
    main = page(client.get(url)).select_one("main")
    assert main
    return " ".join(main.text.split())


def test_an_undone_event_says_so_and_offers_no_second_undo(
    client: httpx.Client, small: CRM
) -> None:
    school = _partner(small, "Opisto")
    small.rename_partner(school, "Kansanopisto", MAY, origin=now())
    at = f"/partners/{school}/history"
    url = _undo(_lines(client, at)["Renamed"])
    assert url == f"/partners/{school}/2/undoing"
    assert "The name will be “Opisto” again." in _lead(client, url)

    answer = send(client, filled(client, url), reason="Another school")

    saved = f"{at}?saved={small.position()}"
    assert (303, saved) == (answer.status_code, answer.headers["location"])
    lines = _lines(client, at)
    assert "Undone" in lines["Renamed"].text
    assert "Another school" in lines["Name corrected"].text
    assert [None, None] == [_undo(lines[one]) for one in ("Renamed", "Name corrected")]
    assert _undo(lines["Registered"])
    assert 422 == client.get(url).status_code
    assert "undone already" in _lead(client, url)


def test_an_event_by_itself_offers_the_same(client: httpx.Client, small: CRM) -> None:
    school = _partner(small, "Lukio")
    receipt = small.move_partner_stage(school, Stage.ENDED, MAY, "So.", origin=now())
    at = f"/history/{receipt.position}"
    shown = page(client.get(at))
    link = shown.select_one(".actions a")
    assert link
    assert f"/partners/{school}/2/undoing" == link["href"]

    send(client, filled(client, str(link["href"])), reason="Another school")

    shown = page(client.get(at))
    assert not shown.select(".actions a")
    assert "Undone" in shown.select_one(".page-head").text  # type: ignore[union-attr]


def test_what_newer_facts_build_on_is_not_undone_before_them(
    client: httpx.Client, small: CRM
) -> None:
    school = _partner(small, "Ammattikoulu")
    for name, day in (("Koulu", MAY), ("Kouluu", JUNE)):
        small.rename_partner(school, name, day, origin=now())

    url = f"/partners/{school}/2/undoing"

    assert 422 == client.get(url).status_code
    assert "Undo that first" in _lead(client, url)


def test_what_nothing_undoes_offers_no_undo(client: httpx.Client, small: CRM) -> None:
    evening = small.agree_engagement(Form.SESSION, "Held", MAY, origin=now()).subject_id
    small.mark_sensitive(evening, "Of violence.", origin=now())

    lines = _lines(client, f"/engagements/{evening}/history")
    assert _undo(lines["Marked as sensitive"]) is None
    assert 422 == client.get(f"/engagements/{evening}/2/undoing").status_code
    assert "Nothing could be said" in _lead(client, f"/engagements/{evening}/2/undoing")


def test_what_was_never_said_is_not_there(client: httpx.Client, small: CRM) -> None:
    school = _partner(small, "Peruskoulu")

    for url in (f"/partners/{school}/0", f"/partners/{school}/2", f"/units/{school}/1"):
        assert 404 == client.get(f"{url}/undoing").status_code


def test_the_time_machine_offers_no_undo_and_knows_of_none_later(
    client: httpx.Client, small: CRM
) -> None:
    school = _partner(small, "Yliopisto")

    lines = _lines(client, f"/partners/{school}/history?on=2026-05-10")
    assert _undo(lines["Registered"]) is None


def test_only_who_may_say_it_may_undo_it(site: Site, small: CRM) -> None:
    near, vantaa = id_of(small, "Near You"), id_of(small, "City of Vantaa")
    site.show(small)
    offered = {}
    for role in (Role.ADMINISTRATOR, Role.COORDINATOR, Role.LEADERSHIP):
        with browser(site.url, token_as(small, role)) as client:
            lines = _lines(client, f"/partners/{vantaa}/history")
            found = [_undo(line) for line in lines.values()]
            of_projects = _undo(_lines(client, f"/projects/{near}/history")["Joined"])
            offered[role] = any(found), bool(of_projects)
            assert client.get(f"/partners/{vantaa}/1/undoing").status_code == (
                403 if role is Role.LEADERSHIP else 200
            )

    assert offered == {
        Role.ADMINISTRATOR: (True, True),
        Role.COORDINATOR: (True, False),
        Role.LEADERSHIP: (False, False),
    }


def test_each_undoing_says_in_words_what_will_be_so(client: httpx.Client, small: CRM) -> None:
    school, laurea = _partner(small, "Esikoulu"), id_of(small, "Laurea")
    eero, maija = id_of(small, "Eero Salo"), id_of(small, "Maija Virta")
    small.describe_partner(school, Description("parish"), MAY, origin=now())
    small.move_partner_stage(school, Stage.ENDED, MAY, "So.", origin=now())
    small.move_partner_stage(school, Stage.ACTIVE, JUNE, "So.", origin=now())
    small.place_partner(school, laurea, MAY, origin=now())
    small.place_partner(school, None, JUNE, origin=now())
    small.assign_steward(school, eero, MAY, origin=now())
    small.give_partner_identifier(school, "eu-pic", "77", origin=now())
    said = {
        1: "“Esikoulu” will be withdrawn",
        2: "Kind: School; Sectors: Education; Place: Kuopio",
        4: "The stage of the relationship will be “Ended” again.",
        6: "It will be part of “Laurea” again.",
        7: "Nobody will look after it, as before.",
        8: "will be empty again.",
    }
    told = {number: _lead(client, f"/partners/{school}/{number}/undoing") for number in said}
    assert {number: text for number, text in said.items() if text not in told[number]} == {}
    small.correct_partner_identifiers(school, {"eu-pic": "78"}, "Misread.", origin=now())
    assert "will be “77” again" in _lead(client, f"/partners/{school}/9/undoing")
    small.place_partner(school, laurea, JUNE, origin=now())
    assert "stand on its own" in _lead(client, f"/partners/{school}/10/undoing")
    small.assign_steward(school, maija, JUNE, origin=now())
    assert "Eero Salo will look after it" in _lead(client, f"/partners/{school}/11/undoing")


def test_each_undoing_of_work_says_in_words_what_will_be_so(
    client: httpx.Client, small: CRM
) -> None:
    school = _partner(small, "Päiväkoti")
    near = id_of(small, "Near You")
    night = small.agree_engagement(
        Form.SESSION, "Night", MAY, project_id=near, origin=now()
    ).subject_id
    small.join_activity(night, school, "partner", origin=now())
    small.leave_activity(night, 1, None, "Gone.", origin=now())
    small.correct_engagement_title(night, "Nights", "Misread.", origin=now())
    small.reschedule_engagement(night, JUNE, None, "Ill.", origin=now())
    small.correct_engagement_description(night, Outline(Form.SEMINAR), "Misread.", origin=now())
    small.deliver_engagement(night, (Headcount(3),), today=JUNE.first, origin=now())
    small.correct_attendance(night, (Headcount(4),), "Late.", origin=now())
    said = {
        3: "Päiväkoti will take part in “Nights” as before: Partner.",
        4: "The title will be “Night” again.",
        5: "The days will be 4 May 2026 again.",
        6: "Form: Session; Project: Near You.",
        8: "The number of people who came will be 3 again.",
    }

    told = {number: _lead(client, f"/engagements/{night}/{number}/undoing") for number in said}

    assert {number: told[number] for number, text in said.items() if text not in told[number]} == {}
    day = small.agree_engagement(Form.SESSION, "Days", MAY, JUNE, origin=now()).subject_id
    small.join_activity(day, school, "partner", MAY, origin=now())
    assert "will no longer take part in “Days”" in _lead(client, f"/engagements/{day}/2/undoing")
    small.change_role(day, 1, "host", JUNE, origin=now())
    assert "as before: Partner, 4 May 2026 – …." in _lead(client, f"/engagements/{day}/3/undoing")


def test_what_is_so_again_is_so_since_it_was_said_first(client: httpx.Client, small: CRM) -> None:
    school, eero = _partner(small, "Lukio"), id_of(small, "Eero Salo")
    small.assign_steward(school, eero, MAY, origin=now())
    small.assign_steward(school, id_of(small, "Maija Virta"), JUNE, origin=now())
    at = f"/partners/{school}"
    assert "So from 8 May 2026" in _lead(client, at)

    send(client, filled(client, f"{at}/3/undoing"), reason="Another school")

    assert "So from 4 May 2026" in _lead(client, at)
    assert "8 May 2026" not in _lead(client, at)


def test_each_undoing_of_how_far_work_came_says_in_words_what_will_be_so(
    client: httpx.Client, small: CRM
) -> None:
    evening = small.agree_engagement(Form.SESSION, "Held", MAY, origin=now()).subject_id
    small.deliver_engagement(evening, (Headcount(3),), today=JUNE.first, origin=now())
    project = small.plan_project("Kaukana", MAY, JUNE, goal="Olla.", origin=now()).subject_id
    small.set_project_goal(project, "Mennä.", ("violence",), origin=now())
    small.start_project(project, MAY, origin=now())
    small.complete_project(project, JUNE, origin=now())
    said = {
        f"/engagements/{evening}/2": "The state will be “Agreed” again.",
        f"/projects/{project}/2": "The goal and themes will be as before: “Olla.”.",
        f"/projects/{project}/4": "The state will be “Under way” again.",
    }

    told = {at: _lead(client, f"{at}/undoing") for at in said}

    assert {at: told[at] for at, text in said.items() if text not in told[at]} == {}
    send(client, filled(client, f"/projects/{project}/4/undoing"), reason="It goes on")
    lines = _lines(client, f"/projects/{project}/history")
    assert "Undone" in lines["Completed"].text
    assert "It goes on" in lines["State corrected"].text


def test_each_undoing_of_ours_says_in_words_what_will_be_so(
    client: httpx.Client, small: CRM
) -> None:
    names = Names("Isyystyö", "Faderskap")
    whole = small.open_unit(Names("Keskus"), origin=now()).subject_id
    unit = small.open_unit(names, MAY, whole, origin=now()).subject_id
    small.rename_unit(unit, Names("Vertaistyö"), JUNE, origin=now())
    small.place_unit(unit, None, JUNE, origin=now())
    small.close_unit(unit, JUNE, origin=now())
    network = small.found_network("Isät", "Oppia.", MAY, origin=now()).subject_id
    small.set_network_purpose(network, "Opettaa.", origin=now())
    small.join_network(network, whole, "member", MAY, origin=now())
    aino = small.welcome_colleague("Aino Aalto", unit_id=whole, origin=now()).subject_id
    small.assign_colleague(aino, None, MAY, origin=now())
    small.give_position(aino, Position.LEADERSHIP, MAY, origin=now())
    said = {
        f"/units/{unit}/2": "The name will be “Isyystyö / Faderskap” again.",
        f"/units/{unit}/3": "It will be part of “Keskus” again.",
        f"/units/{unit}/4": "“Vertaistyö” will go on, as if there had been no end.",
        f"/networks/{network}/2": "The purpose will be “Oppia.” again.",
        f"/networks/{network}/3": "Keskus will never have become a member of “Isät”.",
        f"/people/{aino}/2": "They will work in “Keskus” as before.",
        f"/people/{aino}/3": "The position will be “Expert” again.",
    }

    told = {at: _lead(client, f"{at}/undoing") for at in said}

    assert {at: told[at] for at, text in said.items() if text not in told[at]} == {}
    small.leave_network(network, whole, JUNE, origin=now())
    small.assign_colleague(aino, unit, MAY, origin=now())
    assert "a member of “Isät” as if they had never left" in _lead(
        client, f"/networks/{network}/4/undoing"
    )
    assert "belong to no unit, as before" in _lead(client, f"/people/{aino}/4/undoing")


def test_a_unit_that_was_misspelt_is_corrected_in_three_languages(
    client: httpx.Client, small: CRM
) -> None:
    unit = small.open_unit(Names("Isyystö", "Faderskap"), MAY, origin=now()).subject_id
    at = f"/units/{unit}"

    form = filled(client, f"{at}/name-correction")
    answer = send(client, form, name="Isyystyö", reason="Misspelt")

    assert 303 == answer.status_code
    found = small.get(Unit, unit)
    assert (Names("Isyystyö", "Faderskap"), MAY) == (found.names, found.latest["names"][0])
    assert "Misspelt" in _lines(client, f"{at}/history")["Name corrected"].text


def test_a_network_that_was_misspelt_is_corrected(client: httpx.Client, small: CRM) -> None:
    network = small.found_network("Isät ry", origin=now()).subject_id

    form = filled(client, f"/networks/{network}/name-correction")
    send(client, form, name="Isät", reason="Misspelt")

    assert "Isät" == small.get(Network, network).name
    assert "formerly" not in _lead(client, f"/networks/{network}")


def _offered(client: httpx.Client, url: str) -> str | None:
    """Return where a page offers to undo what was just saved."""
    link = page(client.get(url)).select_one("#status .notice a")
    return str(link["href"]) if link else None


def test_what_was_just_saved_can_be_undone_at_once(client: httpx.Client, small: CRM) -> None:
    school = _partner(small, "Kirjasto")
    form = filled(client, f"/partners/{school}/name")

    answer = send(client, form, name="Lähikirjasto", changed_on="2026-05-04")

    saved = answer.headers["location"]
    assert f"/partners/{school}/2/undoing" == _offered(client, saved)
    send(client, filled(client, f"/partners/{school}/2/undoing"), reason="Another one")
    assert _offered(client, saved) is None


def test_nothing_else_is_offered_as_just_saved(
    client: httpx.Client, small: CRM, site: Site
) -> None:
    school = _partner(small, "Museo")
    by_another = small.position()
    form = filled(client, f"/partners/{school}/name")
    own = send(client, form, name="Taidemuseo", changed_on="2026-05-04").headers["location"]
    place = f"/partners/{school}?saved="

    assert [None] * 5 == [
        _offered(client, f"{place}{given}") for given in (by_another, 0, "9" * 17, "9" * 40, "x")
    ]
    with browser(site.url, token_as(small, Role.COORDINATOR)) as other:
        assert _offered(other, own) is None
    assert _offered(client, f"{own}&on=2026-05-10") is None


def test_of_what_was_saved_in_several_events_none_is_undone_alone(
    client: httpx.Client, small: CRM
) -> None:
    school = _partner(small, "Teatteri")
    form = filled(client, f"/partners/{school}/identifiers")

    answer = send(client, form, business_id="9000030-2", **{"eu-pic": "551"})

    assert 303 == answer.status_code
    assert _offered(client, answer.headers["location"]) is None


def test_a_first_day_that_was_written_wrong_is_corrected_where_it_is_told(
    client: httpx.Client, small: CRM
) -> None:
    unit = small.open_unit(Names("Tiimi"), MAY, origin=now()).subject_id
    at = f"/units/{unit}"
    assert page(client.get(at)).select_one(f"a[href='{at}/beginning-correction']")

    form = filled(client, f"{at}/beginning-correction")
    assert "4 May 2026" == form.data["since_on"]
    send(client, form, since_on="1.3.2026", reason="Misread")

    assert "1 Mar 2026" in _lead(client, at)
    assert "The first day will be 4 May 2026 again." in _lead(client, f"{at}/2/undoing")
    send(client, filled(client, f"{at}/beginning-correction"), since_on="", reason="Who knows")
    assert "The first day will be 1 Mar 2026 again." in _lead(client, f"{at}/3/undoing")


def test_what_says_since_when_follows_an_end_that_never_was(
    client: httpx.Client, small: CRM
) -> None:
    unit = small.open_unit(Names("Ryhmä"), MAY, origin=now()).subject_id
    small.close_unit(unit, JUNE, origin=now())
    at = f"/units/{unit}"
    assert "So from 8 May 2026" in _lead(client, at)

    send(client, filled(client, f"{at}/2/undoing"), reason="Another one")

    assert "8 May 2026" not in _lead(client, at)


def test_what_was_just_logged_with_all_who_took_part_is_withdrawn_at_once(
    client: httpx.Client, small: CRM
) -> None:
    parties = [TakesPart(id_of(small, name), "partner") for name in ("Laurea", "City of Vantaa")]
    by = Origin(_actor(client, small))
    logged = small.agree_engagement(
        Form.SESSION,
        "Just now",
        MAY,
        parties=parties,
        delivered=(Headcount(3),),
        today=JUNE.first,
        origin=by,
    )

    offered = _offered(client, f"/engagements/{logged.subject_id}?saved={logged.position}")

    assert f"/engagements/{logged.subject_id}/1/undoing" == offered
    assert "will be withdrawn" in _lead(client, offered)


def test_what_was_saved_by_a_hundred_events_and_more_is_not_undone_so(
    client: httpx.Client, small: CRM
) -> None:
    by, laurea = Origin(_actor(client, small)), id_of(small, "Laurea")
    days = [Day(f"20{year}") for year in range(10, 10 + 90)]
    parties = [TakesPart(laurea, role, day) for role in ("lead", "partner") for day in days]
    planned = small.plan_project("Long", Day("2010"), Day("2100"), parties=parties, origin=by)

    assert _offered(client, f"/projects/{planned.subject_id}?saved={planned.position}") is None


def _actor(client: httpx.Client, crm: CRM) -> str:
    """Return as whom the one who reads the pages says things."""
    school = _partner(crm, "Kerho")
    form = filled(client, f"/partners/{school}/name")
    send(client, form, name="Iltakerho", changed_on="2026-05-04")
    return str(crm.entries_about(school)[-1].metadata["actor"])
