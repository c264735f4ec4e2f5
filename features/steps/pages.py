"""What is read on any page."""

from playwright.sync_api import expect
from pytest_bdd import parsers, then

from features.reader import Reader


@then(parsers.parse('she is told "{text}"'))
def is_told(reader: Reader, text: str) -> None:
    reader.is_told(text)


@then(parsers.parse('the profile of "{name}" says'))
def profile_says(reader: Reader, name: str, datatable: list[list[str]]) -> None:
    reader.visit(name)
    for label, value in datatable:
        expect(reader.fact(label)).to_have_text(value)
