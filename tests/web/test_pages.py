"""Every page there is answers, in three languages, on a small network and on none."""

import httpx
import pytest

from crm.application import CRM
from tests.web.addresses import addresses, templates
from tests.web.forms import page

LANGUAGES = ("fi", "sv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers(client: httpx.Client, small: CRM, language: str) -> None:
    client.headers["Accept-Language"] = language

    answers = {url: client.get(url) for url in addresses(small)}

    wrong = {url: one.status_code for url, one in answers.items() if one.status_code != 200}
    assert not wrong
    assert {_language(one) for one in answers.values()} <= {language, None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_where_there_is_nothing_yet(
    newcomer: httpx.Client, language: str
) -> None:
    newcomer.headers["Accept-Language"] = language
    left_out = ("/network/cell", "/language", "/saved-views/new")
    whole = [one for one in templates() if "{" not in one and "/provider" not in one]

    answers = {url: newcomer.get(url).status_code for url in whole if url not in left_out}

    assert len(answers) > 20
    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("clocks", ["on=2025-06-01", "known_at=2026-04-30", "on=2019"])
def test_every_page_answers_about_another_day(
    client: httpx.Client, small: CRM, clocks: str
) -> None:
    urls = [f"{url}{'&' if '?' in url else '?'}{clocks}" for url in addresses(small)]

    answers = {url: client.get(url).status_code for url in urls}

    assert set(answers.values()) <= {200, 404}, answers


@pytest.mark.usefixtures("tireless")
def test_no_page_leads_to_one_that_is_missing(client: httpx.Client, small: CRM) -> None:
    links: dict[str, str] = {}
    for url in addresses(small):
        for link in page(client.get(url)).select("a[href^='/']"):
            links.setdefault(str(link["href"]).partition("#")[0], url)

    broken = {
        link: (client.get(link).status_code, found_on)
        for link, found_on in links.items()
        if client.get(link, follow_redirects=True).status_code != 200
    }

    assert not broken


def _language(answer: httpx.Response) -> str | None:
    html = page(answer).select_one("html")
    return str(html["lang"]) if html else None


def test_every_page_says_that_the_log_is_still_being_proved(
    client: httpx.Client, small: CRM
) -> None:
    small.proof.going_on_after = 7

    told = page(client.get("/partners")).select("#status")[0].get_text()

    small.proof.going_on_after = None
    assert "after position 7" in told
    assert not page(client.get("/partners")).select("#status")[0].get_text().strip()
