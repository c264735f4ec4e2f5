"""Days as people type them."""

from datetime import date

import pytest

from crm.language import LANGUAGES
from crm.language.days import written
from domain.day import Day
from web.days import read

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_what_a_page_writes_it_reads(language: str, month: int) -> None:
    for text in (f"2025-{month:02}", f"2025-{month:02}-28"):
        assert read(written(text, language), "on", TODAY) == Day(text)
