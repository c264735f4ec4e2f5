"""Whoever is erased, what was done together stays: over the whole demonstration network."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from crm import vault
from crm.application import CRM
from crm.clocks import Clocks
from crm.contact_list import Wanted, contacts
from crm.demo import play
from crm.erasing import erase, finish
from crm.erasures import Erasure, Ledger
from crm.log import Origin
from crm.network.filters import Filters
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.projections.contacts.questions import attendants
from crm.projections.directory import listing
from crm.projections.directory.listing import PartyRow
from domain.account import Role, Standing
from tests.crm.contents import contents

UNTIL = date(2039, 11, 24)
# What says that somebody was erased, what colleagues were called, and that they may sign in.
CHANGED = {("contacts_2", "person"), ("directory_4", "party"), ("accounts_1", "account")}


@pytest.mark.slow
def test_totals_and_collaborations_are_equal_before_and_after_everybody_was_erased(
    crm: CRM, tmp_path: Path
) -> None:
    play(crm, UNTIL)
    crm.ledger = Ledger(tmp_path)
    everybody = contacts(crm.database, Wanted(), limit=1_000)
    ours = _ours(crm)
    ids = [one.id for one in everybody] + [one.id for one in ours]
    names = vault.names(crm.database, ids)
    for colleague in ours:
        login = f"{colleague.id}@example.org"
        standing = Standing(Role.COORDINATOR)
        crm.open_account(login, colleague.name, standing, colleague.id, origin=Origin("Aino"))
    before, figures = contents(crm.database), _figures(crm)
    came = {one: attendants(crm.database, one, Clocks()) for one in _engagements(crm)}

    for one in everybody:
        erase(crm, one.id, origin=Origin("Aino"))
    for colleague in ours:
        # Most of them work there still, which the ledger doesn't ask.
        crm.ledger.write(Erasure(colleague.id, datetime.now(UTC), "Aino"))
    finish(crm, crm.ledger)

    after = contents(crm.database)
    assert len(everybody) + len(ours) == len(names) > 45
    assert [] == contacts(crm.database, Wanted(), limit=1)
    assert {key for key in before if before[key] != after[key]} == CHANGED
    assert {key: len(rows) for key, rows in before.items()} == {
        key: len(rows) for key, rows in after.items()
    }
    assert figures == _figures(crm)
    assert came == {one: attendants(crm.database, one, Clocks()) for one in came}
    assert sum(map(len, came.values())) > 30
    assert ["Erased person"] * 15 == [one.named("en") for one in _ours(crm)]
    left = "\n".join(row for rows in after.values() for row in rows)
    log = "".join(f"{one.state.decode()}{one.metadata}" for one in crm.entries_after(0, 10_000))
    assert not [name for name in names.values() if name in left + log]
    assert [] == crm.database.values("SELECT value FROM vault")
    assert not {*names.values()} & {*crm.database.values("SELECT name FROM holder")}


def _ours(crm: CRM) -> list[PartyRow]:
    return listing.parties(crm.database, listing.Wanted("colleague", Clocks(on=UNTIL), ended=True))


def _figures(crm: CRM) -> tuple[object, ...]:
    """Return the totals and who worked with whom, all of it, by ids."""
    asked = crm.database, Filters(), crm.position()
    counted = summary(*asked)
    told = (counted.activities, counted.parties, counted.participations, counted.pairs)
    ties = {frozenset({one.a.id, one.b.id}): one.activities for one in strongest(*asked, 100_000)}
    return (*told, counted.shared_total, ties)


def _engagements(crm: CRM) -> list[UUID]:
    return crm.database.values("SELECT DISTINCT engagement FROM attended")
