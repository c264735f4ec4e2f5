"""Imports: checked, taken in, taken back."""

import csv
import io
import re
from pathlib import Path

import xlsxwriter
from playwright.sync_api import expect
from pytest_bdd import given, then, when

from features.reader import Reader
from features.sentences import like


@given("a list of partners", target_fixture="spreadsheet")
def list_of_partners(datatable: list[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(datatable)
    return file.getvalue().encode()


@given(
    like('Laurea\'s row says "{place}", in another encoding than the others'),
    target_fixture="spreadsheet",
)
def is_mixed(spreadsheet: bytes, place: str) -> bytes:
    *lines, last = spreadsheet.splitlines()
    odd = last.decode().replace("Vantaa", place).encode("latin-1")
    return b"\n".join([*lines, "Åbo för alla,association,Åbo,".encode(), odd])


@given("it is a spreadsheet, which takes a while to be read", target_fixture="spreadsheet")
def is_xlsx(spreadsheet: bytes) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(io.StringIO(spreadsheet.decode()))):
            sheet.write_row(number, 0, row)
    return file.getvalue()


@given("Aino had the list checked")
@when("Aino has the list checked")
def has_checked(reader: Reader, spreadsheet: bytes) -> None:
    _check(reader, spreadsheet)


@when(like("Aino has a file of {megabytes} MB checked"))
def has_large_checked(reader: Reader, megabytes: str, tmp_path: Path) -> None:
    file = tmp_path / "partners.csv"
    file.write_text("name,business_id\n" + "x" * int(megabytes) * 1_000_000)
    reader.open("/imports")
    reader.main.get_by_label("Files").set_input_files(file)
    reader.send()


@given("Aino imported the list")
def imported(reader: Reader, spreadsheet: bytes) -> None:
    _check(reader, spreadsheet)
    reader.send()
    expect(reader.main).to_contain_text("Imported.")


@when("Aino looks at what can be imported")
def looks_at_imports(reader: Reader) -> None:
    reader.open("/imports")


@when("she imports the rows that are right")
def imports(reader: Reader) -> None:
    reader.main.get_by_role("button", name="Import the rows that are right").click()


@when("she imports all rows")
def imports_all(reader: Reader) -> None:
    reader.main.get_by_role("button", name="Import all rows").click()


@when(like('she says that "{heading}" is the name'))
def says_what_is_the_name(reader: Reader, heading: str) -> None:
    box = reader.main.get_by_label("Name", exact=True)
    value = box.locator("option", has_text=heading).get_attribute("value")
    box.select_option(value)
    reader.send()


@then("the next list like it needs no more words")
def is_remembered(reader: Reader, spreadsheet: bytes) -> None:
    _check(reader, spreadsheet)
    expect(reader.main).to_contain_text("There is nothing new in these files.")


@when(like('she takes the import back because "{reason}"'))
def takes_back(reader: Reader, reason: str) -> None:
    reader.main.get_by_role("link", name="See it, or take it back").click()
    reader.type("Why it is taken back", reason)
    reader.send()


@then(like('she reads "{text}" at row {number}'))
def reads_at_row(reader: Reader, text: str, number: str) -> None:
    row = reader.rows().filter(has_text=text)
    expect(row.locator("td.num")).to_have_text(number)


def _check(reader: Reader, spreadsheet: bytes) -> None:
    reader.open("/imports")
    name = "partners.xlsx" if spreadsheet.startswith(b"PK") else "partners.csv"
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": spreadsheet}
    reader.main.get_by_label("Files").set_input_files(file)  # type: ignore[arg-type]
    reader.send()
    expect(reader.main).to_contain_text(re.compile("What comes of it|Which column is which"))
