"""Partners: outside organisations we work with."""

from pytest_bdd import given, parsers, when

from crm.application import CRM
from domain.partner import Description, Stage
from features.reader import Reader
from features.steps.calendar import Now


@given(parsers.parse('"{name}" is a partner'))
def is_partner(crm: CRM, origin: Now, name: str) -> None:
    described = Description("municipality", ("social",), "Vantaa", "FI")
    crm.register_partner(name, described, stage=Stage.ACTIVE, origin=origin())


@when(parsers.parse('Aino registers "{name}" as a {kind} in "{place}"'))
def registers(reader: Reader, name: str, kind: str, place: str) -> None:
    reader.open("/partners/new")
    reader.fill(Name=name, Kind=kind.capitalize(), Place=place)
    reader.send()
