import pytest

from domain.names import ERASED, NAMELESS, Names
from domain.refusal import Missing, Unprintable

FULL = Names("Isyys", "Faderskap", "Fatherhood")
FINNISH = Names("Isyys")


def test_names_are_taken_as_typed_but_for_spaces_around_them() -> None:
    assert FULL == Names.given(" Isyys", "Faderskap ", " Fatherhood ")


def test_finnish_alone_is_enough() -> None:
    assert FINNISH == Names.given("Isyys", " ", None)


def test_a_name_without_finnish_is_refused() -> None:
    with pytest.raises(Missing) as refused:
        Names.given(" ", "Faderskap", "Fatherhood")

    assert "name" == refused.value.about


@pytest.mark.parametrize(
    ("typed", "about"),
    [(("\0", None, None), "name"), (("a", "\0"), "name_sv"), (("a", "b", "\0"), "name_en")],
)
def test_a_refused_name_is_known_by_its_language(typed: tuple[str, ...], about: str) -> None:
    with pytest.raises(Unprintable) as refused:
        Names.given(*typed)

    assert about == refused.value.about


@pytest.mark.parametrize(
    ("language", "name"), [("fi", "Isyys"), ("sv", "Faderskap"), ("en", "Fatherhood")]
)
def test_each_language_has_its_name(language: str, name: str) -> None:
    assert name == FULL.in_language(language)


@pytest.mark.parametrize("language", ["fi", "sv", "en", "de"])
def test_finnish_stands_in_where_a_language_has_no_name(language: str) -> None:
    assert "Isyys" == FINNISH.in_language(language)


def test_who_has_no_name_is_called_so_in_each_language() -> None:
    told = {language: ERASED.in_language(language) for language in ("fi", "sv", "en")}
    nameless = {language: NAMELESS.in_language(language) for language in ("fi", "sv", "en")}

    assert {"fi": "Poistettu henkilö", "sv": "Raderad person", "en": "Erased person"} == told
    assert nameless == {
        "fi": "Nimetön henkilö",
        "sv": "Person utan namn",
        "en": "Person without a name",
    }
