"""What nothing was known of on the time machine's day is told so, wherever it is asked for."""

from collections.abc import Callable
from itertools import count
from uuid import UUID, uuid4

import httpx
import pytest

from crm.application import CRM
from crm.network.filters import Filters
from crm.network.strongest import strongest
from features.known import id_of

THEN = "?known_at=2015-02-28"
TOLD = "Nothing was known of this yet on 28 Feb 2015."
Address = Callable[[CRM], str]

ADDRESSES: list[Address] = [
    lambda crm: f"/partners/{id_of(crm, 'City of Vantaa')}",
    lambda crm: f"/partners/{id_of(crm, 'City of Vantaa')}/history",
    lambda crm: f"/people/{id_of(crm, 'Eero Salo')}",
    lambda crm: f"/networks/{id_of(crm, 'Father Friendly')}",
    lambda crm: f"/projects/{id_of(crm, 'Near You')}",
    lambda crm: f"/engagements/{id_of(crm, 'Autumn Seminar')}/history",
    lambda crm: f"/network/bridges/{id_of(crm, 'City of Vantaa')}",
    lambda crm: "/network/between/{}/{}".format(*_pair(crm)),
]


def _pair(crm: CRM) -> tuple[UUID, UUID]:
    (tie,) = strongest(crm.database, Filters(), crm.position(), 1)
    return tie.a.id, tie.b.id


@pytest.mark.parametrize("address", ADDRESSES, ids=count())
def test_what_was_not_known_yet_says_so(client: httpx.Client, small: CRM, address: Address) -> None:
    then, now = (client.get(address(small) + clock) for clock in (THEN, ""))

    assert (404, 200) == (then.status_code, now.status_code)
    assert TOLD in then.text


def test_what_never_was_is_not_told_to_have_come_later(client: httpx.Client) -> None:
    answer = client.get(f"/partners/{uuid4()}{THEN}")

    assert 404 == answer.status_code
    assert "Nothing was known of this yet" not in answer.text
