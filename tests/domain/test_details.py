import pytest

from domain.details import FIELDS, Details, NotAMailAddress, changed, mail_address
from domain.refusal import Missing, TooLong, Unprintable


def test_details_are_kept_trimmed() -> None:
    kept = Details(" Elli  E ", " e@e.example ", " 040  1 ", " Head ", "fi", " a\r\nb ").checked()

    assert Details("Elli E", "e@e.example", "040 1", "Head", "fi", "a\nb") == kept
    assert Details("Elli") == Details("Elli").checked()


@pytest.mark.parametrize(
    ("details", "refusal", "about"),
    [
        (Details(), Missing, "name"),
        (Details("x" * 501), TooLong, "name"),
        (Details("Elli", phone="0\0"), Unprintable, "phone"),
        (Details("Elli", job_title="\0"), Unprintable, "job_title"),
        (Details("Elli", note="\0"), Unprintable, "note"),
        (Details("Elli", email="e@e"), NotAMailAddress, "email"),
        (Details("Elli", email=f"{'e' * 250}@e.fi"), TooLong, "email"),
    ],
)
def test_details_that_are_wrong_say_which(
    details: Details, refusal: type[Exception], about: str
) -> None:
    with pytest.raises(refusal) as refused:
        details.checked()

    assert about == refused.value.about  # type: ignore[attr-defined]


def test_the_longest_address_is_taken() -> None:
    longest = f"{'e' * 249}@e.fi"

    assert longest == mail_address(longest)


@pytest.mark.parametrize("text", ["e", "e@", "@e.fi", "e@e.", "e e@e.fi", "e@e@e.fi", "e@e.fi x"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NotAMailAddress):
        mail_address(text)


def test_no_address_is_none() -> None:
    assert "" == mail_address(" ")


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_that_differs_is_given_with_its_new_value(field: str) -> None:
    assert {field: "x"} == changed(Details.NONE, Details(**{field: "x"}))
    assert {field: ""} == changed(Details(**{field: "x"}), Details.NONE)
    assert {} == changed(Details(**{field: "x"}), Details(**{field: "x"}))


def test_the_fields_of_details_are_these() -> None:
    assert ("name", "email", "phone", "job_title", "language", "note") == FIELDS
