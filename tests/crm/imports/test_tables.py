"""Tables come in the encodings, separators and formats that people have, or are refused."""

import csv
import gzip
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from crm.imports import tables
from crm.imports.tables import MissingColumns, TooLarge, UnreadableFile, rows
from crm.language.sentences import sentence
from domain.refusal import Refusal

TEXT = "id,name,place\n1,Ääneseudun isät,Äänekoski\n2,Åbo för alla,Åbo\n"
ROWS = [
    (2, {"id": "1", "name": "Ääneseudun isät", "place": "Äänekoski"}),
    (3, {"id": "2", "name": "Åbo för alla", "place": "Åbo"}),
]
FILLER = "".join(f"{n},Filler,Oulu\n" for n in range(3000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_table_is_read_as_people_have_it(
    tmp_path: Path, encoding: str, separator: str, ending: str, *, packed: bool
) -> None:
    text = TEXT.replace(",", separator).replace("\n", ending)
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    path = tmp_path / "list.csv"
    path.write_bytes(gzip.compress(data) if packed else data)

    assert ROWS == list(rows(path, ["id", "name"]))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_first_letter_with_an_accent_may_come_late(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(("id,name,place\n" + FILLER + "9,Åbo,Äänekoski\n").encode(encoding))

    *_, (number, row) = rows(path, [])

    assert (3002, {"id": "9", "name": "Åbo", "place": "Äänekoski"}) == (number, row)


def test_a_letter_may_lie_over_the_end_of_what_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    for more in range(4):
        path.write_text("id,name,place\n" + f"1,{'a' * more}{'ä' * 40_000},Oulu\n")

        ((_, row),) = rows(path, [])

        assert isinstance(row, dict)
        assert "a" * more + "ä" * 40_000 == row["name"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rubbish.csv", bytes(range(256)) * 40),
        ("latin.csv", "id,name\n1,Ä".encode("latin-1") + b"\x81\x8d\n"),
        ("nul.csv", b"id,name\n1,a\0b\n"),
        ("torn.csv.gz", gzip.compress(TEXT.encode() * 99)[:-20]),
        ("spoilt.csv.gz", gzip.compress(TEXT.encode() * 99)[:12] + bytes(30)),
        ("no.gz", b"\x1f\x8bno gzip at all"),
        ("utf16.csv", b"\xff\xfe\x00\xd8\x00\xd8\x0a"),
        ("no.xlsx", b"no spreadsheet"),
        ("no.ods", b""),
        ("torn.xlsx", b"PK\x03\x04torn"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(UnreadableFile) as caught:
        list(rows(path, []))

    assert name == caught.value.file
    assert name in sentence(caught.value)


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        list(rows(tmp_path / "nothing.csv", []))


@pytest.mark.parametrize("text", ["", "\n", "id,name,place\n", "\ufeff", "id,name,place"])
def test_a_table_without_rows_gives_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text)

    assert [] == list(rows(path, []))


@pytest.mark.parametrize("text", ["id,place\n1,Oulu\n", "id,place\n", ""])
def test_missing_columns_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text)

    with pytest.raises(MissingColumns) as caught:
        list(rows(path, ["id", "", "name", "kind"]))

    assert "list.csv" == caught.value.file
    assert caught.value.columns.endswith("name, kind")


def test_a_heading_is_read_like_any_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('"i d";"na\nme"\n1;Oulu\n')
    torn = tmp_path / "torn.csv"
    torn.write_text('i"d,"na"me\n1,Oulu\n')

    with pytest.raises(UnreadableFile):
        list(rows(torn, []))

    assert [(2, {"i d": "1", "na\nme": "Oulu"})] == list(rows(path, []))


def test_a_cell_of_ten_megabytes_is_read_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"id,name\n1,{'a' * 10_000_000}\n2,Oulu\n")

    (_, large), (_, small) = rows(path, [])

    assert isinstance(large, dict)
    assert (10_000_000, {"id": "2", "name": "Oulu"}) == (len(large["name"]), small)


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "CSV_LIMIT", 5_000_000)
    bomb, sound = tmp_path / "bomb.csv.gz", tmp_path / "sound.csv.gz"
    bomb.write_bytes(gzip.compress(b"id,name\n" + b"1,aaaaaaaaa\n" * 1_000_000))
    sound.write_bytes(gzip.compress(b"id,name\n" + b"1,aaaaaaaaa\n" * 100_000))

    with pytest.raises(TooLarge) as caught:
        list(rows(bomb, []))

    assert ("bomb.csv.gz", 5) == (caught.value.file, caught.value.limit_megabytes)
    assert 100_000 == sum(1 for _ in rows(sound, []))


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


def test_odd_workbooks_are_read_or_refused_in_a_sentence(shared: Path) -> None:
    paths = sorted((shared / "data/spreadsheets").glob("readxl__*.xlsx"))

    refused = {path.name: refusal for path in paths if (refusal := _refusal(path))}

    assert len(paths) == 16
    assert {*refused} <= {"readxl__embedded-chartsheet.xlsx"}
    assert all(name in sentence(refusal) for name, refusal in refused.items())


@pytest.mark.parametrize(
    "name",
    [
        "comma_in_quotes",
        "empty",
        "empty_crlf",
        "escaped_quotes",
        "json",
        "location_coordinates",
        "newlines",
        "newlines_crlf",
        "quotes_and_newlines",
        "simple",
        "simple_crlf",
        "utf8",
    ],
)
def test_the_spectrum_of_csv_is_read_as_its_answers_say(
    shared: Path, tmp_path: Path, name: str
) -> None:
    folder = shared / "data/spreadsheets/csv-spectrum"
    answer = json.loads((folder / f"json__{name}.json").read_text(encoding="utf-8"))
    if name == "location_coordinates":
        # The answer was published with another number than the file.
        answer["Contact Phone Number"] = "2095257564"
    path = tmp_path / "list.csv"
    path.write_bytes((folder / f"csvs__{name}.csv").read_bytes())
    if name.endswith("_crlf"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    found = [row for _, row in rows(path, [])]

    assert (answer if isinstance(answer, list) else [answer]) == found


def test_what_python_writes_python_reads(tmp_path: Path) -> None:
    odd = ['a"b', "a,b", "a\nb", "  a ", '"', "a;b\tc", "=1+1", "\u2028", "🙂"]
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["id", "name"], *([str(n), text] for n, text in enumerate(odd))])
    path = tmp_path / "list.csv"
    path.write_bytes(written.getvalue().encode())

    found = [row["name"] for _, row in rows(path, []) if isinstance(row, dict)]

    assert odd == found


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
