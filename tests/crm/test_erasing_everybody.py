"""Whoever is erased, what was done together stays: over the whole demonstration network."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from crm import vault
from crm.application import CRM
from crm.clocks import Clocks
from crm.contact_list import Wanted, contacts
from crm.demo import play
from crm.erasing import erase
from crm.erasures import Ledger
from crm.log import Origin
from crm.network.filters import Filters
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.projections.contacts.questions import attendants
from tests.crm.contents import contents

UNTIL = date(2039, 11, 24)
# The log itself, and what says that somebody was erased.
CHANGED = {("contacts_1", "contact")}


@pytest.mark.slow
def test_totals_and_collaborations_are_equal_before_and_after_everybody_was_erased(
    crm: CRM, tmp_path: Path
) -> None:
    play(crm, UNTIL)
    crm.ledger = Ledger(tmp_path)
    everybody = contacts(crm.database, Wanted(), limit=1_000)
    names = vault.names(crm.database, [one.id for one in everybody])
    before, figures = contents(crm.database), _figures(crm)
    came = {one: attendants(crm.database, one, Clocks()) for one in _engagements(crm)}

    for one in everybody:
        erase(crm, one.id, origin=Origin("Aino"))

    after = contents(crm.database)
    assert len(everybody) == len(names) > 30
    assert [] == contacts(crm.database, Wanted(), limit=1)
    assert {key for key in before if before[key] != after[key]} == CHANGED
    assert figures == _figures(crm)
    assert came == {one: attendants(crm.database, one, Clocks()) for one in came}
    assert sum(map(len, came.values())) > 30
    left = "\n".join(row for rows in after.values() for row in rows)
    log = "".join(one.state.decode() for one in crm.entries_after(0, 10_000))
    assert not [name for name in names.values() if name in left + log]
    assert [] == crm.database.values("SELECT value FROM vault")


def _figures(crm: CRM) -> tuple[object, ...]:
    asked = crm.database, Filters(), crm.position()
    counted = summary(*asked)
    told = (counted.activities, counted.parties, counted.participations, counted.pairs)
    return (*told, counted.shared_total, strongest(*asked, 100))


def _engagements(crm: CRM) -> list[UUID]:
    return crm.database.values("SELECT DISTINCT engagement FROM attended")
