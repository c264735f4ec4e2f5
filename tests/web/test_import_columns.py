"""The page that asks which column of a list is which."""

import time

import httpx
import pytest

from crm.application import CRM
from crm.log import Origin
from tests.web.forms import filled, page, send
from web.imports.running import RUNNING

ODD = b"Who;Where\nOpisto;Kuopio\nKoulu;Oulu\n"
PLAIN = b"Nimi;Kunta;Y-tunnus\nOpisto;Kuopio;\n"


@pytest.fixture(autouse=True)
def vocabularies(crm: CRM) -> None:
    crm.set_up_vocabularies(origin=Origin("system", "job"))


def test_a_list_that_nobody_could_guess_is_asked_about_and_then_checked(
    newcomer: httpx.Client,
) -> None:
    at = _uploaded(newcomer, ODD)
    form = filled(newcomer, f"{at}/columns")

    asked = newcomer.get(at)
    waiting = newcomer.get(at, headers={"HX-Request": "true", "HX-Request-Type": "full"})
    nothing = send(newcomer, form, name="")
    answer = send(newcomer, form, name="0", municipality="1")
    told = _checked(newcomer, at)

    assert (asked.status_code, asked.headers["location"]) == (303, f"{at}/columns")
    assert (waiting.text, waiting.headers["hx-redirect"]) == ("", f"{at}/columns")
    assert nothing.status_code == 422
    assert ["#name"] == [link["href"] for link in page(nothing).select(".error-summary a")]
    assert (answer.status_code, answer.headers["location"]) == (303, at)
    assert "Registered (Partner)" in told
    assert "Import all rows" in told


def test_what_was_guessed_is_told_and_can_be_chosen_otherwise(newcomer: httpx.Client) -> None:
    at = _uploaded(newcomer, PLAIN)
    before = _checked(newcomer, at)
    form = filled(newcomer, f"{at}/columns")

    send(newcomer, form, municipality="")
    after = _checked(newcomer, at)

    assert form.data["municipality"] == "1"
    assert "Place Kunta" in before
    assert "Place –" in after
    assert "Place –" in _checked(newcomer, _uploaded(newcomer, PLAIN))


def test_what_was_imported_is_not_read_by_other_columns_any_more(newcomer: httpx.Client) -> None:
    at = _uploaded(newcomer, PLAIN)
    _checked(newcomer, at)
    form = filled(newcomer, f"{at}/columns")
    newcomer.post(at)
    done = _checked(newcomer, at)

    late = send(newcomer, form, municipality="")

    assert "Imported." in done
    assert (late.status_code, late.headers["location"]) == (303, at)
    assert _checked(newcomer, at) == done


def test_nothing_that_a_list_says_of_somebody_outlives_its_files(newcomer: httpx.Client) -> None:
    at = _uploaded(newcomer, ODD)
    assert "Opisto" in newcomer.get(f"{at}/columns").text

    RUNNING.forget_waiting()

    assert newcomer.get(f"{at}/columns").headers["location"] == at
    assert [] == [one for one in RUNNING.uploads.values() if one.heads]


def test_cards_and_several_files_have_no_columns_to_choose(newcomer: httpx.Client) -> None:
    files = [("files", (name, PLAIN)) for name in ("a.csv", "b.csv")]
    begun = newcomer.post("/imports", data={"profile": "partners"}, files=files)
    at = begun.headers["location"]

    told = _checked(newcomer, at)

    assert newcomer.get(f"{at}/columns").headers["location"] == at
    assert "Which column" not in told


def _uploaded(client: httpx.Client, content: bytes) -> str:
    files = {"files": ("a.csv", content)}
    begun = client.post("/imports", data={"profile": "partners"}, files=files)
    at = str(begun.headers["location"])
    _wait(client, at)
    return at


def _checked(client: httpx.Client, at: str) -> str:
    return " ".join(page(_wait(client, at)).get_text(" ").split())


def _wait(client: httpx.Client, at: str) -> httpx.Response:
    until = time.monotonic() + 60
    while "<progress" in (answer := client.get(at)).text:
        assert time.monotonic() < until
    return answer


@pytest.fixture(autouse=True)
def nothing_left() -> None:
    RUNNING.forget()
