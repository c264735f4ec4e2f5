import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusal import Missing, TooLong, Unprintable
from domain.text import line, optional_line, paragraphs

SURROGATE = "\ud800"


def test_a_line_is_trimmed_and_its_inner_spaces_are_made_one() -> None:
    assert "City of Vantaa" == line("  City \t of\n Vantaa ", "name")


@given(st.text(st.characters(exclude_categories=["C"]), max_size=100))
def test_a_line_that_was_taken_is_taken_again_as_it_is(text: str) -> None:
    taken = line(text + "x", "name")

    assert taken == line(taken, "name")


UNSEEN = [
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH SPACE}",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\N{COMBINING GRAVE ACCENT}",
    "\N{COMBINING ENCLOSING CIRCLE}",
    "\N{HANGUL FILLER}\N{BRAILLE PATTERN BLANK}",
    "\N{HALFWIDTH HANGUL FILLER} \N{WORD JOINER}",
    "\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\N{NO-BREAK SPACE}",
]


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", *UNSEEN])
def test_an_empty_line_is_refused(nothing: str) -> None:
    with pytest.raises(Missing) as refused:
        line(nothing, "name")

    assert "name" == refused.value.about


def test_a_line_of_five_hundred_characters_is_taken() -> None:
    assert 500 == len(line("x" * 500, "name"))


def test_a_longer_line_is_refused() -> None:
    with pytest.raises(TooLong) as refused:
        line("x" * 501, "name")

    assert ("name", 500) == (refused.value.about, refused.value.limit)


def test_a_line_may_have_a_limit_of_its_own() -> None:
    with pytest.raises(TooLong) as refused:
        line("FIN", "country", limit=2)

    assert ("country", 2) == (refused.value.about, refused.value.limit)


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", SURROGATE])
def test_a_line_with_a_control_character_is_refused(character: str) -> None:
    with pytest.raises(Unprintable) as refused:
        line(f"Van{character}taa", "name")

    assert "name" == refused.value.about


@pytest.mark.parametrize("character", ["\N{ZERO WIDTH JOINER}", "\N{SOFT HYPHEN}", "å", "男"])
def test_a_line_with_characters_of_other_writing_is_taken(character: str) -> None:
    assert f"Van{character}taa" == line(f"Van{character}taa", "name")


def test_an_optional_line_is_checked_like_a_needed_one() -> None:
    assert "Vantaa" == optional_line(" Vantaa ", "place")


@pytest.mark.parametrize("nothing", [None, "", "  ", *UNSEEN])
def test_an_optional_line_may_be_left_empty(nothing: str | None) -> None:
    assert optional_line(nothing, "place") is None


@pytest.mark.parametrize("typed", ["FIN", "\0"])
def test_an_optional_line_is_refused_like_a_needed_one(typed: str) -> None:
    with pytest.raises((TooLong, Unprintable)) as refused:
        optional_line(typed, "country", limit=2)

    assert "country" == refused.value.about


def test_paragraphs_keep_their_lines_with_ends_made_alike() -> None:
    assert "One.\n\n\tTwo." == paragraphs("\n One.\r\n\r\n\tTwo. ", "goal")


@pytest.mark.parametrize("nothing", [None, "", " \r\n "])
def test_paragraphs_may_be_left_empty(nothing: str | None) -> None:
    assert "" == paragraphs(nothing, "goal")


def test_paragraphs_of_ten_thousand_characters_are_taken() -> None:
    assert 10_000 == len(paragraphs("x" * 10_000, "goal"))


def test_longer_paragraphs_are_refused() -> None:
    with pytest.raises(TooLong) as refused:
        paragraphs("x" * 10_001, "goal")

    assert ("goal", 10_000) == (refused.value.about, refused.value.limit)


def test_paragraphs_with_a_control_character_are_refused() -> None:
    with pytest.raises(Unprintable) as refused:
        paragraphs("One.\nTw\0o.", "goal")

    assert "goal" == refused.value.about
