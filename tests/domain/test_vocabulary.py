from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from operator import methodcaller
from uuid import UUID

import pytest
from eventsourcing.domain import Aggregate
from hypothesis import given
from hypothesis import strategies as st

from domain.names import Names
from domain.refusal import Missing, Refusal, TooLong
from domain.vocabulary import (
    MergedIntoItself,
    NameIsTaken,
    NotMerged,
    Term,
    TermExists,
    TermIsNotOffered,
    UnknownTerm,
    Vocabulary,
)

LEAD = Term("lead", Names("vetäjä", "ledare", "lead"))
FUNDER = Term("funder", Names("rahoittaja"), counts=False)
HOST = Names("isäntä", "värd", "host")

CODES = st.sampled_from(["lead", "funder", "host", "guest"])
NAMES = st.sampled_from([LEAD.names, FUNDER.names, HOST])
COUNTS = st.fixed_dictionaries({"counts": st.booleans()})
COMMANDS = st.one_of(
    st.builds(partial(methodcaller, "add"), CODES, NAMES),
    st.builds(partial(methodcaller, "rename"), CODES, NAMES),
    st.builds(partial(methodcaller, "retire"), CODES),
    st.builds(partial(methodcaller, "merge"), CODES, CODES),
    st.builds(partial(methodcaller, "withdraw_merge"), CODES),
    st.builds(lambda code, counts: methodcaller("count", code, **counts), CODES, COUNTS),
)


def roles() -> Vocabulary:
    return Vocabulary.set_up("role", (LEAD, FUNDER))


def after(commands: list[methodcaller]) -> Vocabulary:
    vocabulary = roles()
    for command in commands:
        with suppress(Refusal):
            command(vocabulary)
    return vocabulary


def meanings(vocabulary: Vocabulary, code: str | None) -> Iterator[str]:
    while code:
        yield code
        code = vocabulary.terms[code].into


@given(st.lists(COMMANDS, max_size=12))
def test_the_terms_follow_from_the_events_alone(
    replayed: Callable[[Aggregate], Aggregate], commands: list[methodcaller]
) -> None:
    vocabulary = after(commands)

    anew = replayed(vocabulary)

    assert vocabulary == anew


@given(st.lists(COMMANDS, max_size=12))
def test_no_command_records_what_is_so_already(commands: list[methodcaller]) -> None:
    vocabulary, version = after(commands), after(commands).version

    if commands:
        with suppress(Refusal):
            commands[-1](vocabulary)

    assert version == vocabulary.version


@given(st.lists(COMMANDS, max_size=12))
def test_a_merged_term_means_one_that_was_not_merged(commands: list[methodcaller]) -> None:
    vocabulary = after(commands)

    for code in vocabulary.terms:
        steps = [step for step, _ in zip(meanings(vocabulary, code), range(9), strict=False)]

        assert len(set(steps)) == len(steps)


def test_a_vocabulary_is_set_up_with_its_terms() -> None:
    vocabulary = roles()

    [event] = vocabulary.pending_events
    assert isinstance(event, Vocabulary.Created)
    assert ("role", (LEAD, FUNDER)) == (event.code, event.terms)
    assert ("role", {"lead": LEAD, "funder": FUNDER}) == (vocabulary.code, vocabulary.terms)


def test_each_vocabulary_has_one_id_everywhere() -> None:
    role, theme = Vocabulary.create_id("role"), Vocabulary.create_id("theme")

    assert UUID("c0cedaaa-b433-519b-bd14-8cc9c2773bc8") == role == roles().id
    assert UUID("6cfc8d98-6d3c-5559-b149-4ada6387084d") == theme


def test_a_term_that_is_added_counts_and_is_in_use() -> None:
    vocabulary = roles()

    vocabulary.add(" host ", HOST)

    event = vocabulary.pending_events[-1]
    added = Term("host", HOST, counts=True, retired=False, into=None)
    assert isinstance(event, Vocabulary.TermAdded)
    assert added == event.term
    assert {"lead": LEAD, "funder": FUNDER, "host": added} == vocabulary.terms


def test_a_role_may_be_added_that_does_not_count_as_working_together() -> None:
    vocabulary = roles()

    vocabulary.add("host", HOST, counts=False)

    assert [True, False, False] == [term.counts for term in vocabulary.terms.values()]


def test_two_terms_cannot_share_a_code() -> None:
    with pytest.raises(TermExists) as refused:
        roles().add(" lead", HOST)

    assert "lead" == refused.value.code


@pytest.mark.parametrize(("code", "refusal"), [(" ", Missing), ("x" * 61, TooLong)])
def test_a_term_needs_a_code_of_at_most_sixty_characters(
    code: str, refusal: type[Missing | TooLong]
) -> None:
    with pytest.raises(refusal) as refused:
        roles().add(code, HOST)

    assert "code" == refused.value.about


def test_a_code_of_sixty_characters_is_taken() -> None:
    vocabulary = roles()

    vocabulary.add("x" * 60, HOST)

    assert 3 == len(vocabulary.terms)


def test_a_term_has_other_names() -> None:
    vocabulary = roles()

    vocabulary.rename("lead", HOST)

    event = vocabulary.pending_events[-1]
    assert isinstance(event, Vocabulary.TermRenamed)
    assert ("lead", HOST) == (event.code, event.names)
    assert {"lead": Term("lead", HOST), "funder": FUNDER} == vocabulary.terms


def test_a_term_is_offered_no_longer() -> None:
    vocabulary = roles()

    vocabulary.retire("lead")

    event = vocabulary.pending_events[-1]
    assert isinstance(event, Vocabulary.TermRetired)
    assert "lead" == event.code
    assert {"lead": Term("lead", LEAD.names, retired=True), "funder": FUNDER} == vocabulary.terms


def test_a_term_that_was_merged_means_the_other_and_is_offered_no_longer() -> None:
    vocabulary = roles()

    vocabulary.merge("lead", "funder")

    event = vocabulary.pending_events[-1]
    merged = Term("lead", LEAD.names, retired=True, into="funder")
    assert isinstance(event, Vocabulary.TermMerged)
    assert ("lead", "funder") == (event.code, event.into)
    assert {"lead": merged, "funder": FUNDER} == vocabulary.terms


def test_a_term_may_be_merged_on_into_a_third() -> None:
    vocabulary = roles()
    vocabulary.add("host", HOST)
    vocabulary.merge("lead", "host")

    vocabulary.merge("lead", "funder")
    vocabulary.merge("host", "funder")

    assert ["funder", None, "funder"] == [term.into for term in vocabulary.terms.values()]


@pytest.mark.parametrize("no_longer", ["merge", "retire"])
def test_a_term_is_not_merged_into_one_that_is_offered_no_longer(no_longer: str) -> None:
    vocabulary = roles()
    vocabulary.add("host", HOST)
    methodcaller(no_longer, "lead", *["funder"][: no_longer == "merge"])(vocabulary)

    with pytest.raises(TermIsNotOffered) as refused:
        vocabulary.merge("host", "lead")

    assert (LEAD.names, "into") == (refused.value.names, refused.value.field)
    assert vocabulary.terms["host"].into is None


def test_what_means_a_term_is_not_what_it_is_merged_into() -> None:
    vocabulary = roles()
    vocabulary.merge("lead", "funder")

    with pytest.raises(TermIsNotOffered):
        vocabulary.merge("funder", "lead")

    assert vocabulary.terms["funder"].into is None


def test_a_term_is_not_merged_into_itself() -> None:
    vocabulary = roles()

    with pytest.raises(MergedIntoItself) as refused:
        vocabulary.merge("lead", "lead")

    assert "into" == refused.value.field
    assert 1 == vocabulary.version


def test_a_merge_that_is_withdrawn_leaves_the_term_as_it_was_offered() -> None:
    vocabulary = roles()
    vocabulary.merge("lead", "funder")

    vocabulary.withdraw_merge("lead")

    event = vocabulary.pending_events[-1]
    assert isinstance(event, Vocabulary.MergeWithdrawn)
    assert "lead" == event.code
    assert {"lead": LEAD, "funder": FUNDER} == vocabulary.terms


@pytest.mark.parametrize("retired", [False, True])
def test_of_a_term_that_means_itself_no_merge_is_withdrawn(*, retired: bool) -> None:
    vocabulary = roles()
    if retired:
        vocabulary.retire("lead")

    with pytest.raises(NotMerged):
        vocabulary.withdraw_merge("lead")


def test_a_merge_is_not_withdrawn_where_another_term_took_the_name_meanwhile() -> None:
    vocabulary = roles()
    vocabulary.merge("lead", "funder")
    vocabulary.rename("funder", LEAD.names)

    with pytest.raises(NameIsTaken):
        vocabulary.withdraw_merge("lead")

    assert "funder" == vocabulary.terms["lead"].into


@pytest.mark.parametrize(("code", "counts"), [("lead", False), ("funder", True)])
def test_a_role_counts_as_working_together_or_no_longer_does(code: str, *, counts: bool) -> None:
    vocabulary = roles()

    vocabulary.count(code, counts=counts)

    event = vocabulary.pending_events[-1]
    assert isinstance(event, Vocabulary.RoleCounted)
    assert (code, counts) == (event.code, event.counts)
    assert [counts, counts] == [term.counts for term in vocabulary.terms.values()]


def test_saying_again_what_is_so_records_nothing() -> None:
    vocabulary = roles()

    vocabulary.rename("lead", LEAD.names)
    vocabulary.count("funder", counts=False)

    assert 1 == vocabulary.version


def test_a_term_that_is_offered_no_longer_is_not_retired_again() -> None:
    vocabulary = roles()
    vocabulary.retire("lead")

    vocabulary.retire("lead")

    assert 2 == vocabulary.version


def test_a_term_that_means_another_is_not_merged_into_it_again() -> None:
    vocabulary = roles()
    vocabulary.merge("lead", "funder")

    vocabulary.merge("lead", "funder")

    assert 2 == vocabulary.version


UNKNOWN: dict[str, Callable[[Vocabulary], object]] = {
    "rename": lambda vocabulary: vocabulary.rename("host", HOST),
    "retire": lambda vocabulary: vocabulary.retire("host"),
    "merge": lambda vocabulary: vocabulary.merge("host", "lead"),
    "withdraw merge": lambda vocabulary: vocabulary.withdraw_merge("host"),
    "merge into": lambda vocabulary: vocabulary.merge("lead", "host"),
    "count": lambda vocabulary: vocabulary.count("host", counts=True),
    "term": lambda vocabulary: vocabulary.term("host"),
}


@pytest.mark.parametrize("command", UNKNOWN.values(), ids=UNKNOWN)
def test_a_term_that_the_vocabulary_does_not_hold_is_unknown(
    command: Callable[[Vocabulary], object],
) -> None:
    with pytest.raises(UnknownTerm) as refused:
        command(roles())

    assert ("role", "host") == (refused.value.vocabulary, refused.value.code)


def test_no_two_terms_that_are_offered_have_one_finnish_name() -> None:
    vocabulary = roles()
    name = Names(vocabulary.term("lead").names.fi.upper())

    with pytest.raises(NameIsTaken) as refused:
        vocabulary.check_name(name)

    assert name.fi == refused.value.name
    vocabulary.check_name(name, besides="lead")
    vocabulary.check_name(Names("Aivan muu"))
    vocabulary.retire("lead")
    vocabulary.check_name(name)


def test_a_term_of_any_code_has_its_name_to_itself() -> None:
    vocabulary = roles()
    vocabulary.add("XXXX", HOST)

    with pytest.raises(NameIsTaken):
        vocabulary.check_name(HOST)
