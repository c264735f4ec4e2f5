import pkgutil
from collections.abc import Iterator
from importlib import import_module

import domain
from domain.refusal import FieldRefusal, Missing, Refusal, TooLong

FIELDS = {
    "BeforeLatestChange": "changed_on",
    "EndsBeforeStart": "until_on",
    "IdentifierTaken": "business_id",
    "NegativeHeadcount": "people",
    "NotAMember": "party",
    "NotTakingPart": "party",
    "NotYetHeld": "starts_on",
    "OwnDescendant": "parent",
    "PartnerHasEnded": "party",
    "TermExists": "code",
    "UnitUnderItself": "parent",
    "UnknownScheme": "scheme",
    "WrongCheckDigit": "business_id",
}


def refusals() -> Iterator[type[Refusal]]:
    for module in pkgutil.iter_modules(domain.__path__, "domain."):
        for kind in vars(import_module(module.name)).values():
            if isinstance(kind, type) and issubclass(kind, Refusal):
                yield kind


def test_a_refusal_of_one_value_says_which_field_it_was_given_for() -> None:
    of_one_value = {kind for kind in refusals() if issubclass(kind, FieldRefusal)}

    assert {Missing, TooLong} < of_one_value
    assert all("about" in kind.__annotations__ for kind in of_one_value)


def test_any_other_refusal_names_the_field_that_forms_and_imports_know_it_by() -> None:
    named = {kind.__name__: kind.field for kind in refusals() if kind.field}

    assert FIELDS.items() <= named.items()


def test_two_refusals_are_two_even_where_they_say_the_same() -> None:
    # Python compares and hashes exceptions on their way up, and a dataclass would forbid that.
    assert all(kind.__hash__ is Exception.__hash__ for kind in refusals())
