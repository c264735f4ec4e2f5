"""The latest answers are kept as they are; those asked for again are packed."""

from dataclasses import replace

import pytest

from web.answers import Answer, Answers

LONG = b"a page of a list, whose rows are much alike; " * 400


def answer(text: bytes = LONG, *commands: bytes) -> Answer:
    return Answer((), text, "/partners", commands)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Give room for two of the latest."""
    monkeypatch.setattr("web.answers.LATEST_BYTES", 2 * answer().size)
    return Answers()


def test_nothing_was_answered_to_what_was_not_asked(answers: Answers) -> None:
    assert answers.find("a") is None


def test_the_latest_are_given_again_and_packed_once_they_are(answers: Answers) -> None:
    answers.keep("a", answer())

    first, second = answers.find("a"), answers.find("a")

    assert first
    assert second
    assert [False, True] == [first.is_packed, second.is_packed]
    assert [LONG, LONG] == [first.body(), second.body()]


def test_what_went_unasked_makes_room_for_the_latest(answers: Answers) -> None:
    for key in "abc":
        answers.keep(key, answer())

    assert [False, True, True] == [bool(answers.find(key)) for key in "abc"]


def test_what_is_made_once_more_is_packed_and_stays(answers: Answers) -> None:
    for key in "abcadef":
        answers.keep(key, answer())

    stayed = [key for key in "abcdef" if answers.find(key)]

    assert ["a", "e", "f"] == stayed


def test_what_took_long_to_make_is_packed_where_it_makes_room(answers: Answers) -> None:
    slow = replace(answer(), took=0.005)
    answers.keep("a", slow)
    answers.keep("b", answer())
    for key in "cd":
        answers.keep(key, answer())

    stayed = [key for key in "abcd" if answers.find(key)]

    assert ["a", "c", "d"] == stayed
    assert answers.find("a") == slow.packed()


def test_what_was_made_is_forgotten_in_time(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.answers.MADE_ONCE", 1)
    for key in "abcdaef":
        answers.keep(key, answer())

    assert answers.find("a") is None


def test_of_the_packed_those_that_were_not_asked_for_longest_make_room(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.answers.PACKED_BYTES", 2 * answer().packed().size)
    for key in "ab":
        answers.keep(key, answer())
        answers.find(key)
    answers.find("a")

    answers.keep("c", answer())
    answers.find("c")

    assert [True, False, True] == [bool(answers.find(key)) for key in "abc"]


def test_the_same_made_by_two_at_once_is_kept_once(answers: Answers) -> None:
    for _ in range(3):
        answers.keep("a", answer())
    answers.keep("b", answer())

    assert answers.find("a")
    assert answers.find("b")


def test_an_answer_that_came_while_the_same_was_packed_takes_its_place(answers: Answers) -> None:
    answers.keep("a", answer(b"before" * 3_000))
    answers.find("a")
    answers.keep("a", answer())

    found = [answers.find("a"), answers.find("a")]

    assert [LONG, LONG] == [one.body() for one in found if one]


@pytest.mark.parametrize("is_packed", [False, True])
def test_each_look_has_forms_under_new_ids(*, is_packed: bool) -> None:
    one = b"0b0f6a4e-5a2b-4a0a-8a55-3f1fd0a0c6a1"
    made = answer(b'<input value="' + one + b'">', one)

    looks = {(made.packed() if is_packed else made).body() for _ in range(2)}

    assert 2 == len(looks)
    assert not [text for text in looks if one in text]
