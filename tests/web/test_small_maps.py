"""The small map in a card keeps the names of those at its edge within the card."""

from uuid import uuid4

from bs4 import BeautifulSoup

from web.profiles.ego import Graph, Node
from web.rendering import macro

NAME = "Kaarnalan kaupunki"


def _names(*, small: bool) -> list[float]:
    nodes = [
        Node(x, 300, 9, "partner", NAME, NAME, f"/partners/{uuid4()}", NAME, focus=False, main=True)
        for x in (10.0, 500.0, 995.0)
    ]
    drawn = macro(
        "layout/components.html",
        "network_map",
        Graph("0 0 1000 680", nodes, []),
        "",
        "",
        small=small,
    )
    return [float(str(one["x"])) for one in BeautifulSoup(drawn, "html.parser").select("text")]


def test_a_name_reaches_no_further_than_its_card() -> None:
    half = len(NAME) * 11

    assert _names(small=True) == [half - 30, 500, 1030 - half]


def test_a_name_on_the_large_map_stands_under_its_point() -> None:
    assert _names(small=False) == [10, 500, 995]
