"""What each role may do: one table, role by right, each with how far it reaches.

A right is a feature's word and covers everything that can be said about things of its kind. Every
role but the guest's sees the whole network; a guest sees one project and its engagements.

Whoever sees the network sees who people are and where they work; how to reach them, and what was
noted of them, only who has CONTACTS. PERSONAL_DATA is to hand out all that is held of somebody, and
to erase them.
"""

from enum import Enum, IntEnum

from domain.account import Role


class Right(Enum):
    """Something that a role allows or doesn't."""

    SEE = "see"
    PARTNERS = "partners"
    CONTACTS = "contacts"
    PERSONAL_DATA = "personal_data"
    NETWORKS = "networks"
    PROJECTS = "projects"
    ENGAGEMENTS = "engagements"
    UNITS = "units"
    PEOPLE = "people"
    IMPORTS = "imports"
    # To look after the lists of terms: themes, sectors, kinds, roles.
    VOCABULARIES = "vocabularies"
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    # To read what was done in sensitive work; everybody else sees its day, and counts it.
    SENSITIVE = "sensitive"
    # To run the installation from the command line: its log, read models, backups.
    OPERATION = "operation"


class Scope(IntEnum):
    """How far a right reaches, each within the next.

    OWN: what somebody recorded first, looks after or takes part in. UNIT: also what their unit
    takes part in, and the engagements of such projects. PROJECT: the one project of a guest, with
    its engagements.
    """

    NONE = 0
    PROJECT = 1
    OWN = 2
    UNIT = 3
    ALL = 4


NONE, PROJECT, OWN, UNIT, ALL = Scope
# Sensitive work is answered for by a unit together: whoever stands in for a colleague has to know
# what was done, and another unit hasn't. Leadership decides by figures, which count it all.
MAY: dict[Role, dict[Right, Scope]] = {
    Role.COORDINATOR: {
        Right.SEE: ALL,
        Right.PARTNERS: ALL,
        Right.CONTACTS: ALL,
        Right.PERSONAL_DATA: NONE,
        Right.NETWORKS: ALL,
        Right.PROJECTS: UNIT,
        Right.ENGAGEMENTS: ALL,
        Right.UNITS: NONE,
        Right.PEOPLE: NONE,
        Right.IMPORTS: ALL,
        Right.VOCABULARIES: NONE,
        Right.ACCOUNTS: NONE,
        Right.AUDIT: NONE,
        Right.SENSITIVE: UNIT,
        Right.OPERATION: NONE,
    },
    Role.PROJECT_LEAD: {
        Right.SEE: ALL,
        Right.PARTNERS: OWN,
        Right.CONTACTS: ALL,
        Right.PERSONAL_DATA: NONE,
        Right.NETWORKS: NONE,
        Right.PROJECTS: UNIT,
        Right.ENGAGEMENTS: UNIT,
        Right.UNITS: NONE,
        Right.PEOPLE: NONE,
        Right.IMPORTS: NONE,
        Right.VOCABULARIES: NONE,
        Right.ACCOUNTS: NONE,
        Right.AUDIT: NONE,
        Right.SENSITIVE: UNIT,
        Right.OPERATION: NONE,
    },
    Role.LEADERSHIP: {right: ALL if right is Right.SEE else NONE for right in Right},
    Role.ADMINISTRATOR: dict.fromkeys(Right, ALL),
    Role.GUEST: {right: PROJECT if right is Right.SEE else NONE for right in Right},
}
# Which right a command of the program needs, all of it, of whoever it is asked for. What isn't here
# is for those who run the installation.
COMMANDS = {
    "network": Right.SEE,
    "import": Right.IMPORTS,
    "user": Right.ACCOUNTS,
    "person": Right.PERSONAL_DATA,
    "erase": Right.PERSONAL_DATA,
}
# The kinds of things that an import may write of. Whoever may import reaches all of these, however
# far their rights over them reach, but for what is restricted to them.
IMPORTED = frozenset({"partner", "contact", "project", "engagement", "vocabulary", "import"})
