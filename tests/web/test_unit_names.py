"""Units are called by their names in the reader's language, wherever they are mentioned."""

import httpx
import pytest

from crm.application import CRM
from features.known import id_of

NAMES = {"fi": "Isätyö", "sv": "Pappaarbete", "en": "Fatherhood Work"}
PAGES = (
    "/network/pairs",
    "/network/matrix?rows=unit&columns=sector",
    "/network/measures",
    "/network/map",
    "/network/map?steps=all",
    "/network/changes?from=2026-01-01&to=2026-05-12",
    "/network/path?start={unit}&goal={partner}",
    "/network/between/{unit}/{partner}",
    "/partners/{partner}",
    "/partners/{partner}/partners",
    "/people",
    "/people/{colleague}",
    "/engagements/{engagement}",
    "/engagements/all?party={unit}",
    "/search?q=pappaarbete",
    "/search/parties?field=who&who_text=isätyö",
    "/units/{unit}/closing",
    "/",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", NAMES)
def test_a_unit_has_its_name_in_the_readers_language(
    client: httpx.Client, small: CRM, path: str, language: str
) -> None:
    known = {
        "unit": "Isätyö",
        "partner": "City of Vantaa",
        "colleague": "Eero Salo",
        "engagement": "Dads' Day 2026",
    }
    address = path.format(**{kind: id_of(small, name) for kind, name in known.items()})

    answer = client.get(address, headers={"Accept-Language": language})

    assert answer.status_code == 200
    assert NAMES[language] in answer.text
    if "isätyö" not in path and "pappaarbete" not in path:
        others = {name for code, name in NAMES.items() if code != language}
        assert not [name for name in others if f">{name}<" in answer.text]
