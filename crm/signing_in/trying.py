"""Tries to show who one is, each a line of the log: with what, and what came of it.

A line names an account by its id, where there is one; never what was typed, nor from where.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.refusal import Refusal

LOG = logging.getLogger("verkosto.signing_in")


class Factor(StrEnum):
    """What somebody shows who they are with."""

    PASSWORD = "password"  # noqa: S105
    CODE = "code"
    PAPER_CODE = "paper code"
    PASSKEY = "passkey"
    PROVIDER = "provider"
    INVITATION = "invitation"


@dataclass
class Try:
    """One try, and whose it is as soon as that is known."""

    factor: Factor
    account_id: UUID | None = None


TRIED: ContextVar[Try | None] = ContextVar("tried", default=None)


@contextmanager
def trying(factor: Factor) -> Iterator[None]:
    """Log what comes of a try: a refusal, or none."""
    tried = Try(factor)
    token = TRIED.set(tried)
    try:
        yield
    except Refusal as refusal:
        _tell(tried, why=type(refusal).__name__)
        raise
    else:
        _tell(tried)
    finally:
        TRIED.reset(token)


def known_as(account_id: UUID, factor: Factor | None = None) -> None:
    """Say whose the try is that is going on, if there is one, and what was shown last for it."""
    if tried := TRIED.get():
        tried.account_id, tried.factor = account_id, factor or tried.factor


def _tell(tried: Try, why: str | None = None) -> None:
    said = {"factor": tried.factor.value, "outcome": "refused" if why else "right"}
    if why:
        said["why"] = why
    if tried.account_id:
        said["account"] = str(tried.account_id)
    LOG.info("sign-in", extra={"said": said})
