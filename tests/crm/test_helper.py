"""Another process works things out, and ends with whoever it helps."""

import os
import pickle
import signal
import subprocess
import sys
import time
from io import BytesIO
from math import factorial
from pathlib import Path

import pytest

from crm.helper import Helper, HelperIsGone, help_out
from crm.projections.terms import Terms

PROGRAM = """
import time
from crm.helper import Helper

with Helper() as helper:
    print(helper.ask(abs, -1).result(), helper._process.pid, flush=True)
    time.sleep(60)
"""


def test_what_is_asked_is_answered_in_order() -> None:
    with Helper() as helper:
        answers = [helper.ask(factorial, number) for number in range(20)]
        other = helper.ask(os.getpid)

        assert [factorial(number) for number in range(20)] == [one.result() for one in answers]
        assert os.getpid() != other.result()
        assert helper.is_ready


def test_one_that_gives_way_comes_after_whoever_it_helps() -> None:
    with Helper() as helper:
        helper.give_way()

        assert os.nice(0) < helper.ask(os.nice, 0).result()


def test_one_that_fails_is_told_from_an_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with Helper() as helper:
        answers = [helper.ask(abs, "no number"), helper.ask(abs, -1)]

        for answer in answers:
            with pytest.raises(HelperIsGone):
                answer.result()
    assert "bad operand type" in capfd.readouterr().err


def test_one_of_another_program_answers_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    older = Terms()
    vars(older)["version"] = Terms.version - 1

    with Helper((Terms(), older)) as helper, pytest.raises(HelperIsGone):
        helper.ask(abs, -1).result()

    assert "OtherProgram" in capfd.readouterr().err


def test_nobody_waits_for_what_it_was_still_asked() -> None:
    began = time.monotonic()
    with Helper() as helper:
        helper.ask(time.sleep, 60)

    assert time.monotonic() < began + 30


def test_one_that_was_closed_answers_nobody() -> None:
    with Helper() as helper:
        pass

    with pytest.raises(HelperIsGone):
        helper.ask(abs, -1).result()


def test_one_that_could_not_be_started_answers_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with Helper() as helper:
        assert helper.is_ready
        with pytest.raises(HelperIsGone):
            helper.ask(abs, -1).result()


@pytest.mark.parametrize("size", [1, 1_000_000])
def test_one_that_was_stopped_is_not_waited_for(size: int) -> None:
    began = time.monotonic()
    with Helper() as helper:
        pid = helper.ask(os.getpid).result()
        helper.patience = 1
        os.kill(pid, signal.SIGSTOP)

        # Of the larger one, the pipe doesn't take all.
        answers = [helper.ask(len, bytes(size)) for _ in range(3)]

        for answer in answers:
            with pytest.raises(HelperIsGone):
                answer.result(20)
        assert time.monotonic() < began + 20
        # Its pipes are closed a moment before it is gone.
        while _runs(pid):
            assert time.monotonic() < began + 20


def test_one_that_takes_its_time_in_all_is_waited_for() -> None:
    with Helper() as helper:
        assert helper.ask(abs, -1).result()
        helper.patience = 2

        answers = [helper.ask(time.sleep, 0.5) for _ in range(5)]

        assert [None] * 5 == [answer.result() for answer in answers]


def test_it_ends_with_whoever_it_helps() -> None:
    killed = subprocess.Popen(  # noqa: S603 - starts this interpreter
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout
    answer, pid = killed.stdout.readline().split()

    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    killed.stdout.close()

    assert answer == "1"
    until = time.monotonic() + 30
    while _runs(int(pid)):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_it_answers_until_nobody_asks_any_more() -> None:
    asked = BytesIO(pickle.dumps((abs, (-1,))) + pickle.dumps((max, (1, 2))))
    answers = BytesIO()

    help_out(asked, answers)

    answers.seek(0)
    assert [1, 2] == [pickle.load(answers) for _ in range(2)]  # noqa: S301 - written above


def _runs(pid: int) -> bool:
    """Say whether a process is there, and hasn't only not been waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
