"""The figure of a bridge opens what it consists of."""

import httpx
import pytest

from crm.application import CRM
from features.known import id_of
from tests.web.forms import page


def _percent(text: str) -> float:
    return float(text.replace("<", "").replace("%", "").strip())


@pytest.mark.parametrize("query", ["", "?theme=fatherhood", "?from=2025-01-01"])
def test_every_bridge_opens_rows_that_add_up_to_it(client: httpx.Client, query: str) -> None:
    doors = page(client.get(f"/network/measures{query}")).select("a[href*='/network/bridges/']")

    told = 0
    for door in doors:
        shown = page(client.get(str(door["href"])))
        figure = _percent(door.get_text().partition(":")[0])
        shares = shown.select("table:has(tfoot) tbody td.num")
        assert figure == pytest.approx(sum(_percent(one.get_text()) for one in shares), abs=0.11)
        if shares:
            assert figure == _percent(shown.select("tfoot td")[0].get_text())
            told += 1

    assert doors
    assert told or query


def test_every_tie_of_a_bridge_opens_as_many_activities_as_it_says(
    client: httpx.Client, small: CRM
) -> None:
    shown = page(client.get(f"/network/bridges/{id_of(small, 'City of Vantaa')}?from=2025-01-01"))

    ties = shown.select("a[href*='/network/between/']")
    partners = shown.select(".facts-line a.num")[0]
    for tie in ties:
        behind = page(client.get(str(tie["href"])))
        assert tie.get_text() == behind.select("h1 .count")[0].get_text()

    assert ties
    listed = page(client.get(str(partners["href"])))
    assert partners.get_text() == listed.select("h1 .count")[0].get_text()


def test_a_large_network_tells_ties_without_shares(
    client: httpx.Client, small: CRM, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.network.measures.BETWEENNESS_LIMIT", 2)
    at = f"/network/bridges/{id_of(small, 'City of Vantaa')}?to=2026-05-11"

    shown = page(client.get(at))

    assert "isn't counted" in shown.get_text()
    assert not shown.select("tfoot")
    assert shown.select("a[href*='/network/between/']")


def test_who_worked_with_nobody_holds_nothing_together(client: httpx.Client, small: CRM) -> None:
    at = f"/network/bridges/{id_of(small, 'City of Vantaa')}"

    empty = client.get(f"{at}?from=1999-01-01&to=1999-12-31")
    unknown = client.get("/network/bridges/00000000-0000-0000-0000-000000000009")

    assert (200, 404) == (empty.status_code, unknown.status_code)
    assert "Not in this network" in empty.text
    assert "Not in this network" not in client.get(at).text
