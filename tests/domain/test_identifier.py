import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.fi import ytunnus

from domain.identifier import UnknownScheme, WrongCheckDigit, business_id, identifier, identifiers
from domain.refusal import Missing, TooLong

DIGITS = st.text("0123456789", min_size=8, max_size=8)


@st.composite
def valid_ids(draw: st.DrawFn) -> str:
    first = draw(st.text("0123456789", min_size=7, max_size=7))
    found = [f"{first}{last}" for last in range(10) if ytunnus.is_valid(f"{first}{last}")]
    assume(found)
    return found[0]


def taken(text: str) -> bool:
    try:
        business_id(text)
    except WrongCheckDigit:
        return False
    return True


@given(DIGITS)
def test_a_business_id_is_taken_if_its_check_digit_follows_from_the_others(digits: str) -> None:
    assert taken(digits) == ytunnus.is_valid(digits)


@given(valid_ids(), st.integers(0, 7), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, digit: str) -> None:
    assume(digit != digits[place])

    mistyped = digits[:place] + digit + digits[place + 1 :]

    assert not taken(mistyped)


@given(valid_ids(), st.integers(0, 6))
def test_two_neighbouring_digits_changed_about_are_always_noticed(digits: str, place: int) -> None:
    a, b = digits[place], digits[place + 1]
    assume(a != b)

    mistyped = digits[:place] + b + a + digits[place + 2 :]

    assert not taken(mistyped)


@given(valid_ids())
def test_a_business_id_as_it_is_written_is_written_the_same_again(digits: str) -> None:
    written = business_id(digits)

    assert written == business_id(written) == f"{digits[:7]}-{digits[7]}"


@pytest.mark.parametrize(
    "text",
    ["0115776-3", "01157763", "115776-3", "FI01157763", "fi01157763", "0115776 - 3", "0115776-3 "],
)
def test_a_business_id_is_written_one_way_however_it_was_typed(text: str) -> None:
    assert "0115776-3" == business_id(text)


@pytest.mark.parametrize(
    "text",
    ["0115776-4", "0115776-X", "00115776-3", "SE01157763", "٠١١٥٧٧٦-٣", "01157763FI"],
)
def test_a_business_id_with_another_check_digit_or_letters_is_refused(text: str) -> None:
    with pytest.raises(WrongCheckDigit) as refused:
        business_id(text)

    assert text == refused.value.value


@pytest.mark.parametrize("text", ["", "-", "FI", "0", "15776-3"])
def test_a_text_too_short_for_a_business_id_is_refused(text: str) -> None:
    with pytest.raises(WrongCheckDigit) as refused:
        business_id(text)

    assert text == refused.value.value


def test_a_business_id_whose_sum_leaves_one_is_never_given() -> None:
    assert not any(taken(f"0000006{last}") for last in range(10))


def test_a_business_id_whose_sum_leaves_nothing_ends_in_zero() -> None:
    assert "1572860-0" == business_id("15728600")


def test_an_identifier_of_another_scheme_is_trimmed_and_otherwise_kept() -> None:
    assert "999 9" == identifier("eu-pic", " 999  9 ")


def test_an_identifier_of_the_business_id_scheme_is_checked() -> None:
    with pytest.raises(WrongCheckDigit):
        identifier("fi-ytunnus", "0115776-4")


@pytest.mark.parametrize("scheme", ["", "EU", "1a", "eu pic", "eu_pic", "é", "x" * 32])
def test_a_scheme_that_is_no_short_word_is_unknown(scheme: str) -> None:
    with pytest.raises(UnknownScheme) as refused:
        identifier(scheme, "1")

    assert scheme == refused.value.scheme


@pytest.mark.parametrize("scheme", ["x", "x" * 31, "eu-pic", "y2"])
def test_a_scheme_is_a_short_word(scheme: str) -> None:
    assert "1" == identifier(scheme, "1")


def test_an_empty_identifier_is_refused_in_the_name_of_its_scheme() -> None:
    with pytest.raises(Missing) as refused:
        identifier("eu-pic", " ")

    assert "eu-pic" == refused.value.about


def test_an_identifier_has_at_most_a_hundred_characters() -> None:
    with pytest.raises(TooLong) as refused:
        identifier("eu-pic", "x" * 101)

    assert ("eu-pic", 100) == (refused.value.about, refused.value.limit)


def test_of_several_identifiers_the_empty_ones_are_left_out() -> None:
    given_by_others = {"fi-ytunnus": "fi01157763", "eu-pic": " 9 ", "oid": " "}

    assert {"fi-ytunnus": "0115776-3", "eu-pic": "9"} == identifiers(given_by_others)
