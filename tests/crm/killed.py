"""Writes to an installation from four threads until it is killed; each line told is a promise.

Started as a program with the address of a database. Each line that it reads lets it fork a child,
so that what takes long to import is imported once; the child tells of each command that was
acknowledged, and lives until somebody kills it.
"""

import os
import sys
from itertools import count
from threading import Thread
from uuid import uuid4

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from crm.opening import opened_at
from domain.partner import Description

THREADS = 4
EVENTS_OF_A_PLAN = 3


def main(url: str) -> None:
    """Fork a child for each line, and tell when it is gone."""
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            _write(url)
        _tell(f"child {child}")
        os.waitpid(child, 0)
        _tell("gone")


def _write(url: str) -> None:
    with opened_at(url) as crm:
        threads = [Thread(target=_keep_writing, args=(crm,)) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _keep_writing(crm: CRM) -> None:
    partners = [_register(crm), _register(crm)]
    for number in count():
        if number % 3:
            partners = [partners[1], _register(crm)]
        else:
            _plan(crm, partners)


def _register(crm: CRM) -> TakesPart:
    origin = Origin("Aino", command_id=uuid4())
    receipt = crm.register_partner(str(origin.command_id), Description("school"), origin=origin)
    _tell(f"done {origin.command_id} {receipt.subject_id}")
    return TakesPart(receipt.subject_id, "partner")


def _plan(crm: CRM, partners: list[TakesPart]) -> None:
    origin = Origin("Aino", command_id=uuid4())
    receipt = crm.plan_project(str(origin.command_id), parties=partners, origin=origin)
    _tell(f"done {origin.command_id} {receipt.subject_id}")


def _tell(line: str) -> None:
    # One call to the system, so that lines of threads and of a killed child never mix.
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1])
