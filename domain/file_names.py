"""What is said of files that are imported: whoever named one may have named somebody in it."""

from collections.abc import Iterable

from domain.identity_code import holds_identity_code

PEOPLE, OTHER = "contacts", "file"
# Anything else behind a dot may be a part of a name, too.
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".vcf", ".vcard")
PACKED = ".gz"


def ending(name: str) -> str:
    """Return of which kind a file is by its name: '.csv', '.csv.gz'; '' for none that we know."""
    lower = name.lower()
    packed = PACKED if lower.endswith(PACKED) else ""
    plain = lower.removesuffix(packed)
    return next((one + packed for one in ENDINGS if plain.endswith(one)), "")


def sayable(name: str, *, of_people: bool) -> str:
    """Return the name of a file as the log may keep it.

    A list of people is called what it is, others as they are called, unless that holds a personal
    identity code.
    """
    if of_people:
        return PEOPLE + ending(name)
    holds = holds_identity_code(name.replace("_", " "))
    return OTHER + ending(name) if holds else name


def told_apart(names: Iterable[str]) -> list[str]:
    """Number those that are called as one before: 'a.csv', 'a (2).csv'."""
    free: list[str] = []
    for name in names:
        cut = len(name) - len(ending(name))
        number, one = 1, name
        while one in free:
            number += 1
            one = f"{name[:cut]} ({number}){name[cut:]}"
        free.append(one)
    return free
