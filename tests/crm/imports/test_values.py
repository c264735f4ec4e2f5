"""Cells are read in the notations that people use."""

from pathlib import Path

import pytest

from crm.imports.profile import BadProfile, UnknownProfile, profile, shipped_profiles
from crm.imports.values import read_day
from domain.day import UnreadableDay


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019", "2019"),
        ("2019-05", "2019-05"),
        ("5/2019", "2019-05"),
        ("05.2019", "2019-05"),
        ("2019-05-14", "2019-05-14"),
        ("14.5.2019", "2019-05-14"),
        ("1.12.2019", "2019-12-01"),
        ("14/5/2019", "2019-05-14"),
        ("2019-05-14 12:30:00", "2019-05-14"),
        ("2019-05-14T12:30:00Z", "2019-05-14"),
    ],
)
def test_a_day_is_read_as_precisely_as_it_is_known(text: str, day: str) -> None:
    assert day == read_day(text, "starts_on").text


@pytest.mark.parametrize(
    "text", ["", "14.5.19", "31.2.2019", "2019-13", "13/2019", "5.14.2019", "soon", "２０１９"]
)
def test_what_is_no_day_is_refused_as_it_was_typed(text: str) -> None:
    with pytest.raises(UnreadableDay) as caught:
        read_day(text, "starts_on")

    assert (text, "starts_on") == (caught.value.text, caught.value.about)


def test_profiles_that_ship_are_found_by_name() -> None:
    names = shipped_profiles()

    assert {"cordis", "partners"} <= {*names}
    assert names == [profile(name).name for name in names]


@pytest.mark.parametrize("name", ["nothing", "../cordis", "nothing.toml", "cordis.TOML", ""])
def test_a_profile_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(UnknownProfile):
        profile(name)


@pytest.mark.parametrize(
    "text",
    [
        "name = ",
        'name = "x"',
        'name = "x"\ntitle = "X"\ntable = [{ kind = "cats", file = "*" }]',
        'name = "x"\ntitle = "X"\ntable = [{ kind = "partners", file = "*", odd = 1 }]',
        'name = "x"\ntitle = "\udcc4"',
    ],
)
def test_a_profile_that_cannot_be_read_says_why(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(BadProfile) as caught:
        profile(str(path))

    assert caught.value.why
