from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.day import (
    BeforeLatestChange,
    Day,
    EndsBeforeStart,
    StillToCome,
    UnreadableDay,
    check_has_come,
    check_not_before,
    check_order,
    is_within,
)

YEAR, MONTH, DAY = 4, 7, 10
PRECISIONS = st.sampled_from([YEAR, MONTH, DAY])
DATES = st.dates(date(1, 1, 2), date(9999, 12, 30))
DAYS = st.builds(lambda day, known: Day(day.isoformat()[:known]), DATES, PRECISIONS)
SOME_DAYS = st.none() | DAYS


def days(*texts: str | None) -> tuple[Day | None, ...]:
    return tuple(Day.parse(text) if text else None for text in texts)


def known_to(precision: int, day: Day | None) -> Day | None:
    return Day(day.text[:precision]) if day else None


@given(DATES, PRECISIONS)
def test_a_day_is_read_as_well_as_it_is_known_and_never_padded(day: date, known: int) -> None:
    text = day.isoformat()[:known]

    assert text == Day.parse(text).text


@given(DATES, PRECISIONS)
def test_a_day_was_no_earlier_than_its_first_and_no_later_than_its_last_date(
    day: date, known: int
) -> None:
    read = Day(day.isoformat()[:known])

    assert read.first <= day <= read.last


@given(DAYS)
def test_the_dates_around_a_day_are_of_another_one(day: Day) -> None:
    assume(day.first > date.min)
    assume(day.last < date.max)
    around = [day.first - timedelta(1), day.last + timedelta(1)]

    assert day.text not in {other.isoformat()[: len(day.text)] for other in around}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-05", date(2019, 5, 1), date(2019, 5, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2019-05-14", date(2019, 5, 14), date(2019, 5, 14)),
    ],
)
def test_a_day_has_a_first_and_a_last_date(text: str, first: date, last: date) -> None:
    day = Day.parse(text)

    assert (first, last) == (day.first, day.last)


@given(DATES)
def test_a_date_is_a_day_known_exactly(day: date) -> None:
    assert (day, day) == (Day.of(day).first, Day.of(day).last)


def test_two_days_are_the_same_if_they_are_known_as_precisely_to_be() -> None:
    day, same, month, text = Day("2019-05-01"), Day("2019-05-01"), Day("2019-05"), "2019-05-01"

    assert [True, False, False] == [day == other for other in (same, month, text)]


def test_the_same_day_is_found_again_among_others() -> None:
    day, same, month = Day("2019-05-01"), Day("2019-05-01"), Day("2019-05")

    assert {day: "day", month: "month"}[same] == "day"
    assert hash(day) == hash(same) != hash(month)


def test_a_day_is_shown_as_it_is_known() -> None:
    assert "Day('2019-05')" == repr(Day("2019-05"))


UNREADABLE = [
    "",
    "19",
    "2019-5",
    "2019-05-",
    "2019-05-14T",
    "2019-05-14\n",
    "14.5.2019",
    "20190514",
]
NOT_IN_THE_CALENDAR = ["0000", "2019-00", "2019-13", "2019-02-29", "2019-04-31"]


@pytest.mark.parametrize("text", UNREADABLE + NOT_IN_THE_CALENDAR)
def test_a_text_that_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDay) as refused:
        Day.parse(text)

    assert (text, "day") == (refused.value.text, refused.value.about)


@given(st.from_regex(r"\d{4}(-\d{2}(-\d{2})?)?", fullmatch=True))
def test_a_day_that_was_read_is_written_in_plain_digits(text: str) -> None:
    try:
        read = Day.parse(text).text
    except UnreadableDay:
        read = ""

    assert read.isascii()


@pytest.mark.parametrize(
    ("from_on", "until_on"),
    [
        ("2026-05-02", "2026-05-02"),
        ("2026-05-02", "2026-05"),
        ("2026", "2026-01-01"),
        ("2026-05-02", None),
        (None, "2026-05-02"),
        (None, None),
    ],
)
def test_a_span_that_may_end_after_its_start_is_in_order(
    from_on: str | None, until_on: str | None
) -> None:
    start, end = days(from_on, until_on)

    assert check_order(start, end) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    ("from_on", "until_on"), [("2026-05-02", "2026-05-01"), ("2026", "2025-12-31")]
)
def test_a_span_cannot_end_before_it_starts(from_on: str, until_on: str) -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        check_order(*days(from_on, until_on))

    assert (from_on, until_on) == (refused.value.from_on.text, refused.value.until_on.text)


@pytest.mark.parametrize(
    ("latest_on", "changed_on"),
    [("2026-05-02", "2026-05-02"), ("2026-05-02", "2026-05"), ("2026", "2026-01-01"), (None, "1")],
)
def test_a_change_may_come_on_the_day_of_the_latest_or_later(
    latest_on: str | None, changed_on: str
) -> None:
    latest = Day(latest_on) if latest_on else None

    assert check_not_before(latest, Day(changed_on)) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize("changed_on", ["2026-05-01", "2026-04", "2025"])
def test_a_change_cannot_come_before_the_latest(changed_on: str) -> None:
    with pytest.raises(BeforeLatestChange) as refused:
        check_not_before(Day("2026-05-02"), Day(changed_on))

    assert "2026-05-02" == refused.value.latest_on.text


@pytest.mark.parametrize("said", ["2026-03-12", "2026-03-11", "2026-03", "2026", "1999-12"])
def test_what_has_happened_may_have_happened_by_today(said: str) -> None:
    assert check_has_come(Day(said), date(2026, 3, 12)) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize("said", ["2026-03-13", "2026-04", "2027"])
def test_what_is_still_to_come_has_not_happened(said: str) -> None:
    with pytest.raises(StillToCome) as refused:
        check_has_come(Day(said), date(2026, 3, 12))

    assert ("changed_on", said) == (refused.value.about, refused.value.day.text)


def test_a_day_that_is_still_to_come_is_told_at_its_field() -> None:
    with pytest.raises(StillToCome) as refused:
        check_has_come(Day("2027"), date(2026, 3, 12), "ends_on")

    assert "ends_on" == refused.value.about


@given(DATES, DATES, DATES, DATES)
def test_a_span_known_exactly_lies_within_another_that_starts_no_later_and_ends_no_earlier(
    a: date, b: date, c: date, d: date
) -> None:
    (starts, ends), (earliest, latest) = sorted([a, b]), sorted([c, d])

    within = is_within((Day.of(starts), Day.of(ends)), (Day.of(earliest), Day.of(latest)))

    assert within == (earliest <= starts and ends <= latest)


@given(st.tuples(SOME_DAYS, SOME_DAYS))
def test_a_span_lies_within_itself_unless_it_ends_before_it_starts(
    span: tuple[Day | None, Day | None],
) -> None:
    from_on, until_on = span

    within = is_within(span, span)

    assert within == (not from_on or not until_on or from_on.first <= until_on.last)


@given(st.tuples(SOME_DAYS, SOME_DAYS), st.tuples(SOME_DAYS, SOME_DAYS), PRECISIONS)
def test_a_span_that_lies_within_another_still_does_when_less_is_known_of_it(
    inner: tuple[Day | None, Day | None], outer: tuple[Day | None, Day | None], precision: int
) -> None:
    start, end = (known_to(precision, day) for day in inner)

    assert is_within((start, end), outer) >= is_within(inner, outer)


YEAR_2026 = Day("2026-01-01"), Day("2026-12-31")


@pytest.mark.parametrize(
    "span",
    [
        ("2026-01-01", "2026-12-31"),
        ("2026", "2026"),
        (None, None),
        (None, "2026-01-01"),
        ("2026-12-31", None),
    ],
)
def test_a_span_may_lie_within_another_with_open_ends(span: tuple[str | None, str | None]) -> None:
    start, end = days(*span)

    assert is_within((start, end), YEAR_2026)


@pytest.mark.parametrize("outside", ["2025-12-31", "2027-01-01", "2025", "2027-01"])
def test_a_span_does_not_lie_within_another_that_misses_one_of_its_ends(outside: str) -> None:
    day = Day(outside)

    within = [is_within((day, None), YEAR_2026), is_within((None, day), YEAR_2026)]

    assert [False, False] == within


@pytest.mark.parametrize("outer", [("2026", None), (None, "2026"), (None, None)])
def test_an_open_end_holds_everything_on_its_side(outer: tuple[str | None, str | None]) -> None:
    start, end = days(*outer)

    within = [is_within((day, day), (start, end)) for day in days("2025", "2026", "2027")]

    assert [start is None, True, end is None] == within


def test_a_day_stays_as_it_is() -> None:
    day = Day("2019-05")

    with pytest.raises(AttributeError):
        day.text = "2020"
