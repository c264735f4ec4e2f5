from pathlib import Path

import pytest

from tests.crm.imports.town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Give the files of a small town."""
    return Town(tmp_path)
