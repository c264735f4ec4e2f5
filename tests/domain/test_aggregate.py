"""Ids are random, and no two are the same, in whichever process they were drawn."""

import os
from uuid import RFC_4122, UUID

import pytest

from domain.aggregate import DRAWN_AT_ONCE, Aggregate, random_ids
from domain.partner import Description, Partner


def test_ids_are_random_and_different() -> None:
    ids = [Aggregate.create_id() for _ in range(3 * DRAWN_AT_ONCE)]

    assert len(set(ids)) == len(ids)
    assert {(one.version, one.variant) for one in ids} == {(4, RFC_4122)}


def test_as_many_are_drawn_as_are_asked_for() -> None:
    assert [len(set(random_ids(count))) for count in (0, 1, 300)] == [0, 1, 300]


def test_a_partner_gets_one_of_them() -> None:
    assert Partner.register("Vantaa", Description("municipality")).id.version == 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="This system has no fork")
def test_a_forked_process_draws_its_own() -> None:
    Aggregate.create_id()
    theirs, ours = os.pipe()
    if not (child := os.fork()):
        os.write(ours, Aggregate.create_id().bytes)
        os._exit(0)

    os.waitpid(child, 0)

    assert UUID(bytes=os.read(theirs, 16)) not in [Aggregate.create_id() for _ in range(600)]
