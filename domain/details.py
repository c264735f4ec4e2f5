"""What is known of a person beside what they do: kept in the vault, never in an event."""

import re
from dataclasses import dataclass, fields, replace
from typing import ClassVar

from domain.refusal import FieldRefusal
from domain.text import line, optional_line, paragraphs

ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
LONGEST_ADDRESS = 254


@dataclass(eq=False)
class NotAMailAddress(FieldRefusal):
    """What was given as an e-mail address is none."""

    about: str = "email"


@dataclass(frozen=True, slots=True)
class Details:
    """Who somebody is: name, e-mail address, telephone, job title, language, and a note about them.

    What isn't known is empty.
    """

    NONE: ClassVar["Details"]

    name: str = ""
    email: str = ""
    phone: str = ""
    job_title: str = ""
    language: str = ""
    note: str = ""

    def checked(self) -> "Details":
        """Return them as they are kept. Raises Missing, TooLong, Unprintable, NotAMailAddress."""
        return replace(
            self,
            name=line(self.name, "name"),
            email=mail_address(self.email),
            phone=optional_line(self.phone, "phone") or "",
            job_title=optional_line(self.job_title, "job_title") or "",
            note=paragraphs(self.note, "note"),
        )


def mail_address(text: str) -> str:
    """Return an e-mail address as it is kept; empty for none. Raises NotAMailAddress, TooLong."""
    email = optional_line(text, "email", limit=LONGEST_ADDRESS) or ""
    if email and not ADDRESS.fullmatch(email):
        raise NotAMailAddress
    return email


Details.NONE = Details()
FIELDS = tuple(one.name for one in fields(Details))


def changed(before: Details, after: Details) -> dict[str, str]:
    """Return what is another after, by field."""
    now = {name: getattr(after, name) for name in FIELDS}
    return {name: value for name, value in now.items() if value != getattr(before, name)}
