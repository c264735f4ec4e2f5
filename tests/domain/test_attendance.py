import pytest

from domain.attendance import Headcount, NegativeHeadcount, checked

NOBODY = Headcount(0, "student", "education")
TEN = Headcount(10)


def test_people_are_counted_as_others_of_an_unknown_sector_unless_more_is_known() -> None:
    assert ("other", None) == (TEN.group, TEN.sector)


def test_attendance_is_taken_as_counted() -> None:
    assert (TEN, NOBODY) == checked((TEN, NOBODY))


def test_nobody_needs_to_have_been_counted() -> None:
    assert () == checked(())


def test_fewer_than_no_people_cannot_have_come() -> None:
    with pytest.raises(NegativeHeadcount):
        checked((TEN, Headcount(-1)))
