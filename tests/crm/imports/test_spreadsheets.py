"""Workbooks are read by their first sheet, or refused in a sentence before they unpack."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from crm.imports.tables import TooLarge, UnreadableFile, rows
from crm.language.sentences import sentence
from domain.refusal import Refusal
from tests.crm.imports.test_tables import ROWS, TEXT


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_spreadsheet_bomb_is_refused_before_it_unpacks(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bomb.{suffix}"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _ in range(200):
            sheet.write(bytes(1_000_000))

    with pytest.raises(TooLarge) as caught:
        list(rows(path, []))

    assert f"bomb.{suffix}" in sentence(caught.value)
    assert path.stat().st_size < 1_000_000


def test_a_spreadsheet_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(300):
            archive.writestr(f"part{number}.xml", "")

    with pytest.raises(TooLarge):
        list(rows(path, []))


def test_a_workbook_is_read_by_its_first_sheet(tmp_path: Path) -> None:
    path = tmp_path / "list.XLSX"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, other = book.add_worksheet("Kumppanit"), book.add_worksheet("Muuta")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(
            [["id", "name", "from", "sum", "on"], [1, "Åbo"], ["2.50", "Ää"]]
        ):
            sheet.write_row(number, 0, row)
        sheet.write_datetime(
            1,
            2,
            datetime(2019, 5, 14),  # noqa: DTZ001 - a cell has no zone
            day,
        )
        sheet.write_number(1, 3, 2.5)
        sheet.write_boolean(1, 4, True)  # noqa: FBT003 - the library's own
        other.write_row(0, 0, ["no", "such"])

    found = list(rows(path, ["id", "name"]))

    assert [
        (2, {"id": "1", "name": "Åbo", "from": "2019-05-14", "sum": "2.5", "on": "True"}),
        (3, {"id": "2.50", "name": "Ää", "from": "", "sum": "", "on": ""}),
    ] == found


def test_an_open_document_is_read_by_its_first_sheet(tmp_path: Path) -> None:
    path = tmp_path / "list.ods"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = [line.split(",") for line in TEXT.splitlines()]
    body = "".join(
        f"<table:table-row>{''.join(map(cell.format, line))}</table:table-row>" for line in lines
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", CONTENT.format(body))

    assert ROWS == list(rows(path, ["id"]))


@pytest.mark.parametrize("last", ["XFD1048576", "XFD60000", "ZZZZZZ99999999999"])
def test_a_sheet_as_wide_as_a_city_costs_nobody_but_its_reader(tmp_path: Path, last: str) -> None:
    path, plain = tmp_path / "wide.xlsx", tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(str(plain)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "name"])
        sheet.write_row(1, 0, ["1", "Oulu"])
    with zipfile.ZipFile(plain) as whole, zipfile.ZipFile(path, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace(b'r="B2"', f'r="{last}"'.encode()))

    with pytest.raises(UnreadableFile) as caught:
        list(rows(path, []))

    assert "wide.xlsx" in sentence(caught.value)
    assert [(2, {"id": "1", "name": "Oulu"})] == list(rows(plain, ["id"]))
    assert next(rows(plain, ["id"]))


def test_odd_workbooks_are_read_or_refused_in_a_sentence(shared: Path) -> None:
    paths = sorted((shared / "data/spreadsheets").glob("readxl__*.xlsx"))

    refused = {path.name: refusal for path in paths if (refusal := _refusal(path))}

    assert len(paths) == 16
    assert {*refused} <= {"readxl__embedded-chartsheet.xlsx"}
    assert all(name in sentence(refusal) for name, refusal in refused.items())


def _refusal(path: Path) -> Refusal | None:
    try:
        list(rows(path, []))
    except Refusal as refusal:
        return refusal
    return None


MANIFEST = """<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""

CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Lista">{}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
