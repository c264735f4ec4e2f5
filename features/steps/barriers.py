"""Barriers: what keeps somebody from reading or using a page."""

import re
from typing import Any

from pytest_bdd import given, then, when

from features.browser import IN_THE_DARK, barriers
from features.known import address_of
from features.reader import Reader
from features.sentences import like

NAMES = (
    "City of Vantaa",
    "Isätyö",
    "Elli Esimerkki",
    "Eero Salo",
    "Father Friendly",
    "Near You",
    "Dads' Day 2025",
)
NEW = ("partners", "contacts", "units", "people", "networks", "projects", "engagements")
FORM = re.compile(r"/[a-z-]+$")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@given(like("Aino's screen is {width} wide"))
def screen_is(looks: dict[str, Any], width: str) -> None:
    looks["viewport"] = {"width": int(width), "height": 800}


@when("she looks through every page of the menu in light and dark", target_fixture="found")
def through_menu(reader: Reader) -> list[str]:
    reader.open("/network/map")
    links = reader.page.locator(".side nav a, .tabs a")
    addresses = [str(link.get_attribute("href")) for link in links.all()]
    besides = ["/search?q=vantaa", "/engagements/all", "/saved-views"]
    return _look_through(reader, ["/", *addresses, *besides])


@when("she looks through every profile in light and dark", target_fixture="found")
def through_profiles(reader: Reader) -> list[str]:
    profiles = [address_of(reader.crm, name) for name in NAMES]
    vantaa, unit = profiles[0].rpartition("/")[2], profiles[1].rpartition("/")[2]
    further = [f"{profiles[0]}/partners", f"{profiles[0]}/history", "/history/20"]
    between = [f"/network/between/{vantaa}/{unit}", f"{profiles[0]}?on=2025-05-01"]
    further += [f"{profiles[1]}/partners?on=2025-05-01", f"/network/bridges/{vantaa}"]
    return _look_through(reader, [*profiles, *further, *between])


@when("she looks through every form for something new in light and dark", target_fixture="found")
def through_new(reader: Reader) -> list[str]:
    besides = ["/imports", "/saved-views/new?of=/partners"]
    return _look_through(reader, [*(f"/{things}/new" for things in NEW), *besides])


@when("she looks through every form about what is there in light and dark", target_fixture="found")
def through_forms(reader: Reader) -> list[str]:
    forms: dict[str, str] = {}
    for name in NAMES:
        reader.visit(name)
        for link in reader.main.locator(".actions a, .tie a").all():
            address = str(link.get_attribute("href"))
            if found := FORM.search(address):
                forms.setdefault(f"{address.split('/')[1]}/{found[0]}", address)
    return _look_through(reader, list(forms.values()))


@then("none of them has a barrier")
def no_barrier(found: list[str]) -> None:
    assert not found, "\n".join(found)


def _look_through(reader: Reader, addresses: list[str]) -> list[str]:
    found = []
    for address in addresses:
        reader.open(address)
        found += [f"{address}: {barrier}" for barrier in barriers(reader.page)]
        reader.page.emulate_media(color_scheme="dark")
        found += [f"{address} in the dark: {one}" for one in barriers(reader.page, IN_THE_DARK)]
        reader.page.emulate_media(color_scheme="light")
        if (pixels := reader.page.evaluate(SIDEWAYS)) > 0:
            found.append(f"{address}: scrolls {pixels} pixels sideways")
    return found
