"""Colleagues: their names lie in the vault; who left can be forgotten, with their account."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from crm import vault
from crm.accounts import LastAdministrator
from crm.application import CRM
from crm.clocks import Clocks, today
from crm.erasing import erase, finish, preview
from crm.erasures import Erasure, Ledger
from crm.finding import find
from crm.log import Origin
from crm.log.writes import WritesAreStopped
from crm.network.filters import Filters
from crm.network.strongest import strongest
from crm.projections.directory.listing import Wanted, parties
from crm.projections.directory.questions import names, party
from crm.projections.search.questions import Found
from crm.saved_views.keeping import save
from crm.signing_in import identities, sessions
from crm.signing_in.holders import accounts_of, holder_named, holders
from domain.account import Account, Role, Standing
from domain.colleague import Colleague, HasNotLeft
from domain.day import Day
from domain.engagement import Form
from domain.refusal import NotFound, PersonIsErased
from tests.crm.test_contacts import everything, told

Act = Callable[[], Origin]
COORDINATOR, ADMINISTRATOR = Standing(Role.COORDINATOR), Standing(Role.ADMINISTRATOR)
TRACES = ("Eero", "eero", "Salo", "salo", "Misspelt", "192.0.2.7", "s-77")


@pytest.fixture
def other(crm: CRM, aino: Act) -> UUID:
    """Give a second, innocent colleague."""
    other = crm.welcome_colleague("Otso Muu", origin=aino()).subject_id
    crm.open_account("otso@example.org", "Otso Muu", ADMINISTRATOR, other, origin=aino())
    return other


@pytest.fixture
def eero(crm: CRM, aino: Act, other: UUID, tmp_path: Path) -> UUID:
    """Give a colleague whose name was corrected, and who worked with the other and signs in."""
    crm.ledger = Ledger(tmp_path)
    eero = crm.welcome_colleague("Eero Slo", origin=aino()).subject_id
    crm.correct_colleague_name(eero, "Eero Salo", "Misspelt", origin=aino())
    account = let_in(crm, aino, eero)
    sessions.begin(crm.database, account, sessions.Where("192.0.2.7", "Browser"))
    identities.bind(crm.database, account, "https://id.example", "s-77")
    session = crm.agree_engagement(Form.SESSION, "Spring", Day("2025-04"), origin=aino()).subject_id
    for one in (eero, other):
        crm.join_activity(session, one, "expert", origin=aino())
    return eero


@pytest.fixture
def gone(crm: CRM, aino: Act, eero: UUID) -> UUID:
    """Give the same after they left."""
    crm.see_colleague_off(eero, Day("2025-12-31"), origin=aino())
    return eero


def let_in(crm: CRM, aino: Act, eero: UUID, standing: Standing = COORDINATOR) -> UUID:
    return crm.open_account("eero@example.org", "Eero S.", standing, eero, origin=aino()).subject_id


def sampled(crm: CRM) -> str:
    """Return all that the planner keeps of the values in tables."""
    with crm.database.connection() as connection:
        connection.execute("ANALYZE")
    rows = crm.database.values("SELECT s::text FROM pg_stats s WHERE schemaname <> 'pg_catalog'")
    return "\n".join(rows)


def test_what_a_colleague_is_called_is_in_no_event(crm: CRM, eero: UUID) -> None:
    assert {eero: "Eero Salo"} == vault.names(crm.database, [eero])
    assert not [text for text in ("Eero", "Salo", "Slo", "Misspelt") if text in told(crm)]


def test_a_name_that_was_corrected_is_told_as_it_was_known_then(crm: CRM, eero: UUID) -> None:
    joined, corrected = crm.entries_about(eero)

    def called(known_at: datetime | None) -> list[str]:
        clocks = Clocks(known_at=known_at)
        listed = [one.name for one in parties(crm.database, Wanted("colleague", clocks))]
        found = party(crm.database, eero, clocks, today())
        assert found
        assert found.name in listed
        return [found.name, *found.former]

    assert ["Eero Slo"] == called(joined.recorded_at)
    assert ["Eero Salo"] == called(corrected.recorded_at) == called(None)
    assert ["Eero Salo"] == [one.name for one in find(crm.database, "eero")]
    assert ["Eero Salo"] == [one.name for one in find(crm.database, "eer salo")]
    assert [Found(eero, "colleague", "Eero Slo", current=False)] == find(crm.database, "slo e")
    assert [] == find(crm.database, "slo otso")


def test_a_second_correction_to_the_same_name_keeps_nothing(
    crm: CRM, aino: Act, eero: UUID
) -> None:
    before = everything(crm)

    crm.correct_colleague_name(eero, " Eero  Salo", "Again", origin=aino())

    assert before == everything(crm)


def test_nothing_of_a_colleague_who_was_erased_is_left_in_the_database(
    crm: CRM, aino: Act, gone: UUID, other: UUID
) -> None:
    shown = preview(crm, gone)
    assert (["name", "reason"], 3, 1) == (shown.fields, shown.versions, shown.accounts)
    assert ("colleague", 1) == (shown.type, shown.activities)
    [tie] = strongest(crm.database, Filters(), crm.position(), 10)

    erase(crm, gone, origin=aino())

    left = everything(crm) + told(crm) + sampled(crm)
    assert not [text for text in TRACES if text in left]
    assert "Otso Muu" in left
    clocks = [Clocks(), Clocks(known_at=crm.entries_about(gone)[0].recorded_at)]
    for clock in clocks:
        found = party(crm.database, gone, clock, today())
        assert found
        assert "Erased person" == found.named("en")
        assert "Raderad person" == found.named("sv")
        assert "Poistettu henkilö" == found.named("fi")
    assert "Erased person" == names(crm.database, [gone])[gone].plain
    [now] = strongest(crm.database, Filters(), crm.position(), 10)
    assert {tie.a.id, tie.b.id} == {now.a.id, now.b.id} == {gone, other}
    assert tie.activities == now.activities
    for text in ("eero", "salo", "slo", "erased person", "poistettu"):
        assert [] == find(crm.database, text)
    assert crm.ledger
    assert [gone] == [one.person for one in crm.ledger.erasures()]


def test_every_table_that_held_something_of_who_was_erased_is_emptied_out(
    crm: CRM, aino: Act, gone: UUID
) -> None:
    [account] = accounts_of(crm.database, gone)
    save(crm.database, account.account_id, uuid4(), "Of Eero", "/people", {})
    held, before = tables_with_traces(crm), times_emptied_out(crm)

    erase(crm, gone, origin=aino())

    assert held >= {"vault", "vault_name", "party", "holder", "identity", "session", "saved_view"}
    assert set() == tables_with_traces(crm)
    after = times_emptied_out(crm)
    assert set() == {name for name in held if after[name] == before[name]}


def tables_with_traces(crm: CRM) -> set[str]:
    """Return the tables with rows that tell anything of who is to be erased."""
    return {
        name
        for name in times_emptied_out(crm)
        if any(text in row for text in TRACES for row in rows_of(crm, name))
    }


def rows_of(crm: CRM, name: str) -> list[str]:
    return crm.database.values(f"SELECT t::text FROM {name} t")


def times_emptied_out(crm: CRM) -> dict[str, int]:
    """Return how often each table was emptied out, but for what the database does by itself."""
    return crm.database.pairs("SELECT relname, vacuum_count FROM pg_stat_user_tables")


def test_the_account_of_who_was_erased_is_closed_and_gone(
    crm: CRM, aino: Act, gone: UUID, other: UUID
) -> None:
    [account] = [one.account_id for one in accounts_of(crm.database, gone)]

    erase(crm, gone, origin=aino())

    assert crm.get(Account, account).closed
    assert [] == accounts_of(crm.database, gone)
    assert holder_named(crm.database, "eero@example.org") is None
    assert [] == sessions.of(crm.database, account)
    assert ["Otso Muu"] == [one.name for one in accounts_of(crm.database, other)]
    with pytest.raises(NotFound):
        crm.reopen_account(account, origin=aino())
    with pytest.raises(PersonIsErased):
        let_in(crm, aino, gone)
    # The address is free for somebody else.
    crm.open_account("eero@example.org", "Another Eero", COORDINATOR, origin=aino())


def test_who_still_works_with_us_is_not_erased(crm: CRM, aino: Act, eero: UUID) -> None:
    crm.see_colleague_off(eero, Day.of(today()), origin=aino())

    for act in (lambda: preview(crm, eero), lambda: erase(crm, eero, origin=aino())):
        with pytest.raises(HasNotLeft):
            act()

    assert crm.ledger
    assert [] == crm.ledger.erasures()
    assert {eero: "Eero Salo"} == vault.names(crm.database, [eero])


def test_who_was_never_a_colleague_is_erased_too(crm: CRM, aino: Act, tmp_path: Path) -> None:
    crm.ledger = Ledger(tmp_path)
    twice = crm.welcome_colleague("Eero Salo", origin=aino()).subject_id
    crm.withdraw_colleague(twice, "Misspelt", origin=aino())
    assert [] == find(crm.database, "eero")

    erase(crm, twice, origin=aino())

    left = everything(crm)
    assert not [text for text in TRACES if text in left]


def test_the_last_administrator_is_not_erased(crm: CRM, aino: Act, gone: UUID, other: UUID) -> None:
    [account] = [one.account_id for one in accounts_of(crm.database, gone)]
    crm.give_account_role(account, ADMINISTRATOR, origin=aino())
    [another] = [one.account_id for one in accounts_of(crm.database, other)]
    for one in holders(crm.database):
        if one.account_id != account:
            crm.close_account(one.account_id, origin=aino())

    with pytest.raises(LastAdministrator):
        erase(crm, gone, origin=aino())

    assert crm.ledger
    assert [] == crm.ledger.erasures()
    crm.reopen_account(another, origin=aino())
    erase(crm, gone, origin=aino())
    assert [] == accounts_of(crm.database, gone)


def test_whoever_the_ledger_names_is_erased_whether_they_left_or_not(
    crm: CRM, aino: Act, eero: UUID, other: UUID
) -> None:
    assert crm.ledger
    crm.ledger.write(Erasure(eero, datetime.now(UTC), "Aino"))

    assert 1 == finish(crm, crm.ledger)
    assert 0 == finish(crm, crm.ledger)

    left = everything(crm)
    assert not [text for text in TRACES if text in left]
    assert {other} == set(vault.names(crm.database, [eero, other]))
    crm.see_colleague_off(eero, Day("2026-01-31"), origin=aino())
    with pytest.raises(PersonIsErased):
        crm.correct_colleague_name(eero, "Eero Salo", "Again", origin=aino())


def test_a_broken_log_takes_no_event_but_forgets_all_the_same(
    crm: CRM, aino: Act, gone: UUID
) -> None:
    [account] = [one.account_id for one in accounts_of(crm.database, gone)]
    with crm.database.connection() as connection:
        connection.execute("UPDATE log_state SET broken_at = 3")
    with pytest.raises(WritesAreStopped):
        erase(crm, gone, origin=aino())
    position = crm.position()

    assert crm.ledger
    assert 1 == finish(crm, crm.ledger)

    left = everything(crm)
    assert not [text for text in TRACES if text in left]
    assert position == crm.position()
    with crm.database.connection() as connection:
        connection.execute("UPDATE log_state SET broken_at = NULL")
    assert 1 == finish(crm, crm.ledger)
    assert (True, True) == (crm.get(Colleague, gone).erased, crm.get(Account, account).closed)
