"""Reading tables: CSV in the encodings and separators people have, XLSX and ODS, vCards."""

import codecs
import csv
import gzip
import io
import subprocess
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from crm.imports.headings import NOTHING_ELSE, headings
from crm.imports.vcards import cards
from domain.refusal import Refusal, Unprintable

SHEET = Path(__file__).with_name("sheet.py")
SPREADSHEETS = (".xlsx", ".xlsm", ".ods")
CARDS = (".vcf", ".vcard")
UNPACKED_LIMIT = 50_000_000
ENTRIES_LIMIT = 200
CSV_LIMIT = 500_000_000
# Lists of partners pack to a tenth; what packs to less than this part of itself is made to.
PACKED_AT_MOST = 30
FIELD_LIMIT = 100_000_000
SAMPLE = 64_000


@dataclass(eq=False)
class UnreadableFile(Refusal):
    """A file in no encoding or format that can be read."""

    file: str


@dataclass(eq=False)
class TooLarge(Refusal):
    """A file that would unpack to more than any list of partners is."""

    file: str
    limit_megabytes: int


@dataclass(eq=False)
class MissingColumns(Refusal):
    """Columns that the profile needs and the file lacks."""

    file: str
    columns: str


@dataclass(eq=False)
class WrongNumberOfCells(Refusal):
    """A row with more cells than the heading, as by a separator that wasn't quoted."""

    found: int
    wanted: int


@dataclass(eq=False)
class StrayQuotation(Refusal):
    """A row with a quotation mark too many; `lines` counts those taken for one row by it."""

    lines: int


class OtherEncoding(Refusal):
    """A row in another encoding than most of its file."""


class FilesWereRemoved(Refusal):
    """Files were removed before they were imported, since they may name somebody who was erased."""


Row = dict[str, str]
Places = Mapping[str, int] | None


def rows(
    path: Path,
    needed: list[str],
    asked_for: Collection[str] = (),
    called: Mapping[str, Sequence[str]] = NOTHING_ELSE,
    places: Places = None,
) -> Iterator[tuple[int, Row | Refusal]]:
    """Give each row with its number in the file, the heading being 1, as text by column.

    Where `places` say which column is which, whatever the headings say, these are all there are.
    A row that can't be taken as one is given as a refusal.

    Raises UnreadableFile, TooLarge, MissingColumns, RepeatedColumn.
    """
    lines = lines_of(path)
    head = next(lines)
    if isinstance(head, Refusal):
        raise UnreadableFile(path.name)
    if places is None:
        head = headings(path.name, head, asked_for, called)
        if lacking := [name for name in needed if name and name not in head]:
            raise MissingColumns(path.name, ", ".join(lacking))
    number = 1
    for cells in lines:
        number += 1
        if isinstance(cells, Refusal) or any(cells):
            yield number, _row(head, cells, places)
        if isinstance(cells, StrayQuotation):
            number += cells.lines - 1


def _row(head: list[str], cells: list[str] | Refusal, places: Places) -> Row | Refusal:
    if isinstance(cells, Refusal):
        return cells
    if len(cells) > len(head):
        return WrongNumberOfCells(len(cells), len(head))
    if "\0" in "".join(cells):
        return Unprintable(head[next(place for place, cell in enumerate(cells) if "\0" in cell)])
    chosen = ((name, cells[at]) for name, at in (places or {}).items() if at < len(cells))
    return dict(zip(head, cells, strict=False) if places is None else chosen)


def lines_of(path: Path) -> Generator[list[str] | Refusal]:
    """Give the heading, empty where there is none, then every line after it."""
    lines = _reader(path)(path)
    try:
        head = next(lines, [])
        yield head if isinstance(head, Refusal) else [name.strip("\ufeff \t") for name in head]
        yield from lines
    except (UnicodeError, EOFError, FileNotFoundError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableFile(path.name) from error


def _reader(path: Path) -> Callable[[Path], Iterator[list[str] | Refusal]]:
    kind = path.suffix.lower()
    if kind in CARDS:
        return _cards
    return _sheet if kind in SPREADSHEETS else _csv


def _cards(path: Path) -> Iterator[list[str] | Refusal]:
    encoding, _ = _encoding(path)
    with _opened(path) as raw:
        text = raw.read().decode(encoding, "replace")
    if "BEGIN:VCARD" not in text.upper():
        raise UnreadableFile(path.name)
    yield from cards(text)


def _csv(path: Path) -> Iterator[list[str] | Refusal]:
    csv.field_size_limit(FIELD_LIMIT)
    encoding, is_mixed = _encoding(path)
    errors = "surrogateescape" if is_mixed else "strict"
    with _opened(path) as raw:
        text = io.TextIOWrapper(raw, encoding, errors, newline="")
        head = text.readline()
        if "\0" in head or (is_mixed and _is_odd(head, encoding)):
            raise UnreadableFile(path.name)
        separator = max(",;\t", key=head.count)
        reader = csv.reader(chain([head], text), delimiter=separator, strict=True)
        records = _records(reader, separator)
        yield from _of_one_encoding(records, encoding) if is_mixed else records


def _of_one_encoding(
    records: Iterator[list[str] | Refusal], encoding: str
) -> Iterator[list[str] | Refusal]:
    for record in records:
        is_odd = isinstance(record, list) and _is_odd("".join(record), encoding)
        yield OtherEncoding() if is_odd else record


def _records(reader: Any, separator: str) -> Iterator[list[str] | Refusal]:
    """Give each record; after one with a stray quotation mark the reader goes on with the next."""
    width = before = 0
    while True:
        try:
            for record in reader:
                width = width or len(record)
                lines, before = reader.line_num - before, reader.line_num
                if lines > 1 and any(_holds_a_row(cell, separator, width) for cell in record):
                    yield StrayQuotation(lines)
                else:
                    yield record
        except csv.Error:
            lines, before = reader.line_num - before, reader.line_num
            yield StrayQuotation(lines)
        else:
            return


def _holds_a_row(cell: str, separator: str, width: int) -> bool:
    """Say whether a cell of several lines holds what looks like a row: it was closed too late."""
    _, *inner = cell.splitlines()[: None if width > 2 else -1] or [""]  # noqa: PLR2004
    return width > 1 and any(line.count(separator) == width - 1 for line in inner)


def _is_odd(text: str, encoding: str) -> bool:
    """Say whether a row of a file of two encodings is in the other one than it was read in."""
    is_utf_8 = _is_utf_8(text.encode(encoding, "surrogateescape"))
    return not text.isascii() and is_utf_8 != (encoding == "utf-8")


@contextmanager
def _opened(path: Path) -> Iterator["io.BufferedReader[Any]"]:
    with path.open("rb") as file:
        if file.peek(2)[:2] != b"\x1f\x8b":
            yield file
            return
        with gzip.open(file) as unpacked:
            yield io.BufferedReader(_Limited(unpacked, path))


class _Limited(io.RawIOBase):
    """A stream that refuses to unpack for ever."""

    def __init__(self, stream: gzip.GzipFile, path: Path) -> None:
        packed = PACKED_AT_MOST * path.stat().st_size
        self._stream, self._path = stream, path
        self._left = self._limit = min(CSV_LIMIT, max(UNPACKED_LIMIT, packed))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge(self._path.name, self._limit // 1_000_000)
        buffer[: len(data)] = data
        return len(data)


def _encoding(path: Path) -> tuple[str, bool]:
    """Return the encoding of most rows, and whether some are in another.

    Looks through the whole file: the first letter that tells may come late.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _opened(path) as raw:
        if raw.peek(2).startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16", False
        try:
            while chunk := raw.read(SAMPLE):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return _encoding_of_most(path)
    return "utf-8-sig", False


def _encoding_of_most(path: Path) -> tuple[str, bool]:
    with _opened(path) as raw:
        telling = Counter(
            _is_utf_8(part) for line in raw for part in line.splitlines() if not part.isascii()
        )
    # Where they are as many, what the rest of the world writes is right.
    most = "utf-8" if telling[True] >= telling[False] else "cp1252"
    return most, bool(telling[True])


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sheet(path: Path) -> Iterator[list[str] | Refusal]:
    """Give the rows, read by a process of its own: one that dies of a file takes nothing along."""
    _check_bomb(path)
    command = [sys.executable, "-I", str(SHEET), str(path)]
    with subprocess.Popen(  # noqa: S603 - our own program; the path is one argument
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as reading:
        assert reading.stdout
        try:
            for said in reading.stdout:
                yield msgspec.json.decode(said, type=list[str])
        finally:
            reading.kill()
            code = reading.wait()
    if code:
        raise UnreadableFile(path.name)


def _check_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(path.name) from error
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT or len(entries) > ENTRIES_LIMIT:
        raise TooLarge(path.name, UNPACKED_LIMIT // 1_000_000)
