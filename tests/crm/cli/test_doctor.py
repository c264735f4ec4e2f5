"""crm doctor, as an administrator and a monitor ask it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., tuple[int, str, str]]


@pytest.mark.usefixtures("here")
def test_the_code_says_the_worst_and_json_says_all(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_DATA", str(tmp_path))
    code, out, _ = command("doctor", "--json")
    plain = command("doctor")
    answer = json.loads(out)

    assert (2, "fault", 2) == (code, answer["state"], plain[0])  # the tests' PostgreSQL hurries
    assert {"name", "state", "told", "way_out"} == set(answer["findings"][0])
    for finding in answer["findings"]:
        assert f"{finding['state']:<7}  {finding['name']:<16}  " in plain[1]
