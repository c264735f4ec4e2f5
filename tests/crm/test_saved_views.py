"""Saved views: kept for one account, within limits, and without anybody who is erased."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest

from crm.application import CRM
from crm.clocks import Clocks
from crm.database.in_loop import InLoop
from crm.erasing import erase, finish
from crm.erasures import Erasure, Ledger
from crm.log import Origin
from crm.log.touched import touched
from crm.person import View
from crm.person import everything as handed_out
from crm.projections.directory import listing as directory
from crm.projections.participation import listing as participation
from crm.saved_views.forgetting import is_form_of
from crm.saved_views.keeping import (
    LONGEST,
    MOST,
    SavedView,
    TooManyViews,
    ViewNameTaken,
    ViewTooLong,
    remove,
    rename,
    save,
    view_of,
    views_of,
)
from crm.signing_in import sessions
from crm.signing_in.holders import first_viewer
from domain.account import Role
from domain.day import Day
from domain.details import Details
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description
from domain.refusal import Missing, NotFound, TooLong, Unprintable
from features.signed_in import answer_of, let_in, who_holds
from tests.crm.test_contacts import everything

Act = Callable[[], Origin]
TOWNS = {"kind": ["municipality"], "sort": ["-name"]}


@pytest.fixture
def aino_id(crm: CRM) -> UUID:
    """Give an account."""
    return let_in(crm, Role.COORDINATOR, "aino@example.org", name="Aino")


@pytest.fixture
def otso_id(crm: CRM) -> UUID:
    """Give a second, innocent account."""
    return let_in(crm, Role.COORDINATOR, "otso@example.org", name="Otso")


def keep(crm: CRM, account_id: UUID, name: str, **asked: str) -> UUID:
    """Keep a list of partners."""
    view_id = uuid4()
    values = {key: [value] for key, value in asked.items()}
    save(crm.database, account_id, view_id, name, "/partners", values)
    return view_id


def names(crm: CRM, account_id: UUID) -> list[str]:
    return [one.name for one in views_of(crm.database, account_id)]


def test_a_view_is_kept_as_it_was_asked_for_its_account_alone(
    crm: CRM, aino_id: UUID, otso_id: UUID
) -> None:
    one = uuid4()

    save(crm.database, aino_id, one, "  Large   towns ", "/partners", TOWNS)

    kept = SavedView(one, "Large towns", "/partners", TOWNS)
    assert [kept] == views_of(crm.database, aino_id)
    assert kept == view_of(crm.database, aino_id, one)
    assert [] == views_of(crm.database, otso_id)
    with pytest.raises(NotFound):
        view_of(crm.database, otso_id, one)


def test_views_come_by_name_as_finnish_readers_expect(crm: CRM, aino_id: UUID) -> None:
    for name in ("Ähtäri", "b", "Aura"):
        keep(crm, aino_id, name)

    assert ["Aura", "b", "Ähtäri"] == names(crm, aino_id)


def test_a_form_that_was_sent_twice_keeps_one_view(crm: CRM, aino_id: UUID, otso_id: UUID) -> None:
    form = uuid4()

    for _ in range(2):
        save(crm.database, aino_id, form, "Towns", "/partners", TOWNS)
    # Another's form is another's, whatever its id.
    save(crm.database, otso_id, form, "Mine", "/units", {})

    assert (["Towns"], ["Mine"]) == (names(crm, aino_id), names(crm, otso_id))


def test_no_two_views_of_an_account_have_one_name(crm: CRM, aino_id: UUID, otso_id: UUID) -> None:
    towns, other = keep(crm, aino_id, "Kehä"), keep(crm, aino_id, "Other")

    with pytest.raises(ViewNameTaken):
        keep(crm, aino_id, "KEHÄ")
    with pytest.raises(ViewNameTaken):
        rename(crm.database, aino_id, other, "kehä")

    rename(crm.database, aino_id, towns, "KEHÄ")
    keep(crm, otso_id, "Kehä")
    assert (["KEHÄ", "Other"], ["Kehä"]) == (names(crm, aino_id), names(crm, otso_id))


def test_an_account_keeps_no_more_views_than_can_be_looked_over(
    crm: CRM, aino_id: UUID, otso_id: UUID
) -> None:
    first, *_ = [keep(crm, aino_id, f"View {number}") for number in range(MOST)]

    with pytest.raises(TooManyViews):
        keep(crm, aino_id, "One more")
    keep(crm, otso_id, "One more")
    remove(crm.database, aino_id, first)
    keep(crm, aino_id, "One more")

    assert MOST == len(names(crm, aino_id))


@pytest.mark.parametrize(
    ("name", "refusal"),
    [(" ", Missing), ("x" * 61, TooLong), ("a\0b", Unprintable)],
)
def test_a_name_is_there_short_and_can_be_shown(
    crm: CRM, aino_id: UUID, name: str, refusal: type[Exception]
) -> None:
    kept = keep(crm, aino_id, "x" * 60)

    with pytest.raises(refusal):
        keep(crm, aino_id, name)
    with pytest.raises(refusal):
        rename(crm.database, aino_id, kept, name)

    assert ["x" * 60] == names(crm, aino_id)


def test_a_list_that_is_asked_for_at_great_length_is_not_kept(crm: CRM, aino_id: UUID) -> None:
    keep(crm, aino_id, "Long", q="x" * (LONGEST - 1))

    with pytest.raises(ViewTooLong):
        keep(crm, aino_id, "Longer", q="x" * LONGEST)

    assert ["Long"] == names(crm, aino_id)


def test_a_view_is_renamed_and_removed_by_its_own_account_alone(
    crm: CRM, aino_id: UUID, otso_id: UUID
) -> None:
    towns, other = keep(crm, aino_id, "Towns"), keep(crm, aino_id, "Other")

    with pytest.raises(NotFound):
        rename(crm.database, otso_id, towns, "Mine")
    remove(crm.database, otso_id, towns)
    assert ["Other", "Towns"] == names(crm, aino_id)

    rename(crm.database, aino_id, towns, "Cities")
    remove(crm.database, aino_id, other)
    remove(crm.database, aino_id, other)

    assert ["Cities"] == names(crm, aino_id)


def test_whoever_looks_is_told_apart_by_every_change_of_their_views(
    crm: CRM, aino_id: UUID
) -> None:
    token = sessions.begin(crm.database, aino_id)

    def seen() -> int:
        found = who_holds(crm, token)
        assert found
        return found.views

    told = [seen()]
    kept = keep(crm, aino_id, "Towns")
    told.append(seen())
    rename(crm.database, aino_id, kept, "Cities")
    told.append(seen())
    remove(crm.database, aino_id, kept)
    told.append(seen())

    assert sorted(set(told)) == told


def test_the_demonstration_looks_with_the_views_of_its_administrator(crm: CRM) -> None:
    before = answer_of(first_viewer(InLoop(crm.database)))
    assert before

    keep(crm, before.account_id, "Towns")

    after = answer_of(first_viewer(InLoop(crm.database)))
    assert after
    assert (before.account_id, before.views + 1) == (after.account_id, after.views)


def test_several_lists_are_counted_as_each_of_them_is(crm: CRM, aino: Act) -> None:
    for name, kind in (("Vantaa", "municipality"), ("Espoo", "municipality"), ("Laurea", "school")):
        crm.register_partner(name, Description(kind), origin=aino())
    for title in ("Isä", "Äiti"):
        crm.agree_engagement(Form.SESSION, title, Day("2026-01-05"), origin=aino())
    partners = [
        directory.Wanted("partner", kinds=("municipality",)),
        directory.Wanted("partner", kinds=("school",)),
        directory.Wanted("partner", text="vantaa"),
        directory.Wanted("unit"),
    ]
    activities = [participation.Wanted(text="isä"), participation.Wanted(type="engagement")]

    assert [2, 1, 1, 0] == directory.counts(crm.database, partners)
    assert [1, 2] == participation.counts(crm.database, activities)
    assert [2] == directory.counts(crm.database, partners[:1])
    before = directory.Wanted("partner", Clocks(known_at=datetime(2014, 1, 1, tzinfo=UTC)))
    assert [0, 2] == directory.counts(crm.database, [before, partners[0]])


def test_what_the_log_told_of_between_two_positions_is_known_by_kind(crm: CRM, aino: Act) -> None:
    before = crm.position()
    crm.register_partner("Vantaa", Description("municipality"), origin=aino())
    between = crm.position()
    crm.open_unit(Names("Isätyö"), origin=aino())

    asked = (before, between), (between, crm.position()), (before, crm.position()), (before, before)

    told = [touched(crm.database, *one) for one in asked]
    assert [{"partner"}, {"unit"}, {"partner", "unit"}, set()] == told


def test_a_colleague_is_handed_out_the_views_of_their_account(crm: CRM, aino: Act) -> None:
    eero, otso = (
        crm.welcome_colleague(name, origin=aino()).subject_id for name in ("Eero Salo", "Otso Muu")
    )
    for login, colleague in (("eero@example.org", eero), ("otso@example.org", otso)):
        account = let_in(crm, Role.COORDINATOR, login, name="N", colleague_id=colleague)
        if colleague == eero:
            save(crm.database, account, uuid4(), "Towns", "/partners", TOWNS)

    [his], [other] = (handed_out(crm, one).accounts for one in (eero, otso))

    assert [View("Towns", "/partners", TOWNS)] == his.saved_views
    assert b"saved_views" in msgspec.json.encode(his)
    assert b"saved_views" not in msgspec.json.encode(other)


def test_the_views_of_an_account_go_with_its_holder(
    crm: CRM, aino: Act, otso_id: UUID, tmp_path: Path
) -> None:
    crm.ledger = Ledger(tmp_path)
    eero = crm.welcome_colleague("Eero Salo", origin=aino()).subject_id
    account = let_in(crm, Role.COORDINATOR, "eero@example.org", name="E", colleague_id=eero)
    keep(crm, account, "His towns")
    keep(crm, otso_id, "Other towns")
    crm.see_colleague_off(eero, Day("2025-12-31"), origin=aino())

    erase(crm, eero, origin=aino())

    assert ["Other towns"] == names(crm, otso_id)
    assert "His towns" not in everything(crm)


# What may be kept of Elli Esimerkki, as a name and as what a list is asked, and what is left of it.
TRACES = [
    ("Elli", {}, "", "a name"),
    ("Soita Ellille!", {}, "", "a declined name"),
    ("esimerkin kaupungit", {}, "", "a name whose letters change"),
    ("elli.esimerkki@example.org", {}, "", "an address"),
    ("Old", {"q": "Vanha"}, None, "a name of earlier"),
    ("Search", {"q": "esimer"}, None, "the beginning of a name"),
    ("Both", {"q": "ellin kunta"}, None, "a name among other words"),
    ("Forged", {"place": "Elli Esimerkki"}, None, "a whole name elsewhere"),
    ("Two", {"q": "es"}, "Two", "too few letters to mean anybody"),
    ("Kellistä", {"q": "kellari", "place": "Elli"}, "Kellistä", "other words"),
    ("Towns", {"kind": "municipality"}, "Towns", "nothing of anybody"),
]


@pytest.mark.parametrize(
    ("name", "asked", "left"), [one[:3] for one in TRACES], ids=[one[3] for one in TRACES]
)
@pytest.mark.parametrize("way", ["as asked", "by the ledger"])
def test_nobody_who_is_erased_stays_in_a_saved_view(
    crm: CRM,
    aino: Act,
    aino_id: UUID,
    otso_id: UUID,
    tmp_path: Path,
    name: str,
    asked: dict[str, str],
    left: str | None,
    way: str,
) -> None:
    crm.ledger = Ledger(tmp_path)
    elli = contact(crm, aino, "Elli Vanha")
    crm.change_contact_details(elli, Details("Elli Esimerkki"), origin=aino())
    kept = keep(crm, aino_id, name, **asked)
    keep(crm, otso_id, "Innocent", q="otso")

    if way == "by the ledger":
        crm.ledger.write(Erasure(elli, datetime.now(UTC), "Aino"))
        finish(crm, crm.ledger)
    else:
        erase(crm, elli, origin=aino())

    found = {one.id: one.name for one in views_of(crm.database, aino_id)}
    assert ({} if left is None else {kept: left}) == found
    assert ["Innocent"] == names(crm, otso_id)


def test_a_view_that_asks_for_somebody_goes_with_them(
    crm: CRM, aino: Act, aino_id: UUID, tmp_path: Path
) -> None:
    crm.ledger = Ledger(tmp_path)
    eero = crm.welcome_colleague("Eero S.", origin=aino()).subject_id
    other = crm.welcome_colleague("Sanna Muu", origin=aino()).subject_id
    keep(crm, aino_id, "Theirs", steward=str(eero).upper())
    keep(crm, aino_id, "Theirs, in hex", steward=eero.hex)
    keep(crm, aino_id, "Sannan", steward=str(other))
    crm.see_colleague_off(eero, Day("2025-12-31"), origin=aino())
    before = [one.views for one in [answer_of(first_viewer(InLoop(crm.database)))] if one]

    erase(crm, eero, origin=aino())

    # An initial is no name: it would be found in every word that begins with it.
    assert ["Sannan"] == names(crm, aino_id)
    assert before == [one.views for one in [answer_of(first_viewer(InLoop(crm.database)))] if one]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("eeron", "eero"),
        ("virtaselle", "virtanen"),
        ("pekan", "pekka"),
        ("matin", "matti"),
        ("niemen", "niemi"),
        ("lahden", "lahti"),
        ("markuksen", "markus"),
        ("eriks", "erik"),
        ("ainoa", "aino"),
    ],
)
def test_a_name_is_known_as_it_is_declined(word: str, name: str) -> None:
    assert is_form_of(word, name)


@pytest.mark.parametrize(
    ("word", "name"),
    [("eeva", "eero"), ("kellari", "elli"), ("salomonsaaret", "salo"), ("vir", "virtanen")],
)
def test_other_words_are_no_forms_of_a_name(word: str, name: str) -> None:
    assert not is_form_of(word, name)


def contact(crm: CRM, aino: Act, name: str) -> UUID:
    partner = crm.register_partner("Laurea", Description("school"), origin=aino()).subject_id
    return crm.add_contact(partner, Details(name), origin=aino()).subject_id
