"""Tables come in the encodings, separators and formats that people have, or are refused."""

import csv
import gzip
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.cli.lacking import lacking
from crm.imports import tables
from crm.imports.headings import RepeatedColumn
from crm.imports.tables import (
    MissingColumns,
    OtherEncoding,
    StrayQuotation,
    TooLarge,
    UnreadableFile,
    rows,
)
from crm.language.sentences import sentence
from domain.refusal import Refusal, Unprintable


def _zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("hello.txt", "no workbook")
    return packed.getvalue()


TEXT = "id,name,place\n1,Ääneseudun isät,Äänekoski\n2,Åbo för alla,Åbo\n"
ROWS = [
    (2, {"id": "1", "name": "Ääneseudun isät", "place": "Äänekoski"}),
    (3, {"id": "2", "name": "Åbo för alla", "place": "Åbo"}),
]
NOBODY = 65_534
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
        ("nul.csv", b"id,na\0me\n1,ab\n"),
        ("utf16-without-mark.csv", TEXT.encode("utf-16-le")),
        ("open-heading.csv", b'id,"name\n1,ab\n'),
        ("other-heading.csv", "id,ä\n1,Ä\n".encode("latin-1") + "2,Ä\n3,Ö\n".encode()),
        ("torn.csv.gz", gzip.compress(TEXT.encode() * 99, mtime=0)[:-20]),
        ("spoilt.csv.gz", gzip.compress(TEXT.encode() * 99, mtime=0)[:12] + bytes(30)),
        ("no.gz", b"\x1f\x8bno gzip at all"),
        ("utf16.csv", b"\xff\xfe\x00\xd8\x00\xd8\x0a"),
        ("no.xlsx", b"no spreadsheet"),
        ("no.ods", b""),
        ("torn.xlsx", b"PK\x03\x04torn"),
        ("zip.xlsx", _zipped()),
        ("zip.ods", _zipped()),
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


def test_a_row_with_a_nul_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,name\n1,Opisto\n2,Kou\0lu\n3,Lukio\n")

    (first, (number, refusal), last) = rows(path, [])

    assert (2, 3, 4) == (first[0], number, last[0])
    assert isinstance(refusal, Unprintable)
    assert "name" == refusal.about


@pytest.mark.parametrize(("most", "other"), [("utf-8", "cp1252"), ("cp1252", "utf-8")])
@pytest.mark.parametrize("ending", ["\n", "\r"])
def test_rows_in_another_encoding_than_most_are_named(
    tmp_path: Path, most: str, other: str, ending: str
) -> None:
    path = tmp_path / "list.csv"
    texts = ["id,name", "1,Äänekoski", "2,Åbo", "3,Oulu", "4,Ás", "5,Yö", "6,Öljy"]
    written = [text.encode(other if row in {2, 4} else most) for row, text in enumerate(texts)]
    path.write_bytes(ending.encode().join(written))

    found = dict(rows(path, []))

    odd = {number for number, row in found.items() if isinstance(row, OtherEncoding)}
    assert {3, 5} == odd
    assert {"id": "1", "name": "Äänekoski"} == found[2]
    assert {"id": "5", "name": "Yö"} == found[6]


@pytest.mark.parametrize(
    ("text", "start", "lines", "after"),
    [
        ('1,a,x\n"2,b,x\n3,c,x\n4,d,x\n', 3, 3, []),
        ('1,a,x\n2,"b,x\n3,c,x\n4,d",x\n5,e,x\n', 3, 3, [6]),
        ('1,a,x\n2,b,"x\n3,c,x"\n5,e,x\n', 3, 2, [5]),
        ('1,a,x\n2,"b,x\n3,"c",x\n4,d,x\n5,e,x\n', 3, 2, [5, 6]),
        ('1,a,x\n2,"b"c,x\n3,c,x\n', 3, 1, [4]),
    ],
)
def test_a_quotation_that_is_closed_late_is_named_where_it_starts(
    tmp_path: Path, text: str, start: int, lines: int, after: list[int]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,name,place\n" + text)

    first, (number, refusal), *others = rows(path, [])

    assert (2, {"id": "1", "name": "a", "place": "x"}) == first
    assert isinstance(refusal, StrayQuotation)
    assert (start, lines) == (number, refusal.lines)
    assert after == [number for number, _ in others]
    assert (f"{lines} rows weren't read" in sentence(refusal)) == (lines > 1)


@pytest.mark.parametrize(
    "cell", ["Katu 1\nOulu", "Katu 1\nOulu, Suomi", "Yksi\nkaksi, kolme\nneljä", "a\n,,,\nb"]
)
def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f'id,name,place\n1,Opisto,"{cell}"\n2,Lukio,Espoo\n')

    (_, row), (_, other) = rows(path, [])

    assert not isinstance(row, Refusal)
    assert not isinstance(other, Refusal)
    assert cell == row["place"]


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


@pytest.mark.parametrize(
    ("heading", "read"),
    [
        ("Name,Business ID", "Koulu"),
        ("NAME, business-id ", "Koulu"),
        ("name,Name", "Koulu"),
        ("Name,name", "9"),
        ("x,name,x", "9"),
    ],
)
def test_a_heading_is_the_column_that_is_meant(tmp_path: Path, heading: str, read: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{heading}\nKoulu,9\n")

    ((_, row),) = rows(path, ["name"], ["name", "business_id"])

    assert isinstance(row, dict)
    assert read == row["name"]
    assert ("business_id" in row) == ("usiness" in heading)


@pytest.mark.parametrize(
    "heading", ["name,name", "Name,NAME", "place,name,Business id,business_ID"]
)
def test_a_column_that_is_there_twice_is_refused(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{heading}\nKoulu,Opisto\n")

    with pytest.raises(RepeatedColumn) as caught:
        list(rows(path, ["name"], ["name", "business_id"]))

    repeated = "business_id" if "place" in heading else "name"
    assert ("list.csv", repeated) == (caught.value.file, caught.value.column)
    assert "Rename or remove" in sentence(caught.value)


@pytest.fixture
def somebody() -> Iterator[None]:
    """Let the test be run by somebody who is kept out: the superuser isn't."""
    mine = os.geteuid()
    os.seteuid(mine or NOBODY)
    yield
    os.seteuid(mine)


def test_a_file_that_may_not_be_read_is_not_told_to_be_saved_otherwise(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "list.csv").write_text(TEXT)
    (tmp_path / "list.csv").chmod(0)
    request.getfixturevalue("somebody")

    with pytest.raises(PermissionError) as refused:
        next(rows(tmp_path / "list.csv", ["id"]))

    assert "list.csv can't be used: you may not read" in lacking(refused.value)
