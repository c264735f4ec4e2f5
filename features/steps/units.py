"""Units of our own association."""

from pytest_bdd import given, when

from crm.application import CRM
from domain.names import Names
from features.reader import Reader
from features.sentences import like
from features.steps.calendar import Now, shown


@given(like('"{name}" is a unit'))
def is_unit(crm: CRM, origin: Now, name: str) -> None:
    crm.open_unit(Names(name), origin=origin())


@given(like('"{name}" was opened with the names "{swedish}" and "{english}"'))
def was_opened(crm: CRM, origin: Now, name: str, swedish: str, english: str) -> None:
    crm.open_unit(Names(name, swedish, english), origin=origin())


@when(like('Aino opens the unit "{name}", "{swedish}" and "{english}" on {opened}'))
def opens(reader: Reader, name: str, swedish: str, english: str, opened: str) -> None:
    reader.open("/units/new")
    reader.fill(Name=name, Name_in_Swedish=swedish, Name_in_English=english)
    reader.fill(Opened=shown(opened))
    reader.send()


@when(
    like('Aino renames the unit "{name}" to "{new}", "{swedish}" and "{english}" from {from_day}')
)
def renames(reader: Reader, name: str, new: str, swedish: str, english: str, from_day: str) -> None:
    reader.act(name, "Take a new name")
    reader.fill(Name=new, Name_in_Swedish=swedish, Name_in_English=english)
    reader.fill(From_which_day=shown(from_day))
    reader.send()


@when(like('Aino closes the unit "{name}" on {last_day}'))
def closes(reader: Reader, name: str, last_day: str) -> None:
    reader.act(name, "Close")
    reader.fill(Last_day=shown(last_day))
    reader.send()
