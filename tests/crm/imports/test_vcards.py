"""vCards are taken in as a list of contacts is."""

from pathlib import Path
from time import process_time

import pytest

from crm.application import CRM
from crm.contact_list import Wanted, contacts
from crm.imports.profile import profile
from crm.imports.report import Report
from crm.imports.run import run
from crm.imports.tables import UnreadableFile, rows
from crm.imports.vcards import COLUMNS, UnreadableCard, cards
from crm.log import Origin
from domain.partner import Description, Stage

ELLI = """\
BEGIN:VCARD
VERSION:3.0
N:Esimerkki;Elli;;;
FN:Elli Esimerkki
ORG:Opisto;Neuvonta
TITLE:Rehtori
EMAIL;TYPE=INTERNET:old@opisto.example
EMAIL;TYPE=INTERNET,PREF:elli@opisto.example
TEL;TYPE=CELL:09 000
NOTE:Vain minulle
END:VCARD
"""
MATTI = """\
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=A4kinen;Matti
ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lyseo
TEL;CELL:09 111
END:VCARD
"""
LIISA = """\
BEGIN:VCARD
VERSION:4.0
FN:Liisa
  Lahti
TEL;VALUE=uri:tel:+358-9-222
TEL;VALUE=uri;PREF=1:tel:+358-9-333
ROLE:Kuraattori
LANG:fi
PHOTO:data:image/jpeg;base64,MIICajCCAdOgAwIBAgICBEUwDQYJKoZIhv
END:VCARD
"""
PHOTO = "\n ".join(["MIICajCCAdOgAwIBAgICBEUwDQYJKoZIhv" * 2] * 100_000)


@pytest.mark.parametrize(
    ("card", "row"),
    [
        (ELLI, ["Elli Esimerkki", "Opisto", "elli@opisto.example", "09 000", "Rehtori", ""]),
        (MATTI, ["Matti Mäkinen", "Lyseo", "", "09 111", "", ""]),
        (LIISA, ["Liisa Lahti", "", "", "+358-9-333", "Kuraattori", "fi"]),
        ("BEGIN:VCARD\nVERSION:3.0\nORG:\nEND:VCARD\n", ["", "", "", "", "", ""]),
        ("begin:vcard\r\nversion:3.0\r\nfn:A\r\nend:vcard\r\n", ["A", "", "", "", "", ""]),
    ],
)
def test_a_card_of_any_version_is_a_row(card: str, row: list[str]) -> None:
    assert list(cards(card)) == [COLUMNS, row]


def test_what_stands_between_cards_is_none() -> None:
    rows = list(cards(f"FN:Nobody\nEND:VCARD\n\n{ELLI}FN:Nobody\n{LIISA}\nEND:VCARD"))

    assert [row[0] for row in rows if isinstance(row, list)] == [
        "name",
        "Elli Esimerkki",
        "Liisa Lahti",
    ]


@pytest.mark.parametrize(
    "spoilt",
    [
        "BEGIN:VCARD\nthis is no line of one\nEND:VCARD\n",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Cut off",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Cut off\n\n",
        "BEGIN:VCARD\nN;ENCODING=BASE64:%%%\nBEGIN:VCARD\nEND:VCARD\n",
    ],
)
def test_a_spoilt_card_is_refused_and_the_others_are_read(spoilt: str) -> None:
    _, first, last = cards(ELLI + spoilt)

    assert first[0] == "Elli Esimerkki"  # type: ignore[index]
    assert isinstance(last, UnreadableCard)


MILLION = 1_000_000
HOSTILE = {
    "no colon": "FN" + ";a=b" * 60,
    "commas": "FN;a=" + "b," * 60,
    "commas before a colon that comes too late": "FN;a=" + "b," * 60 + '"c:d',
    "quotation marks": "FN" + ';a="b"c' * 60 + ":x",
    "a quotation mark that is never closed": "FN" + ';a="b:' * 60,
    "groups": "a." * 60 + "FN" + ";a=b" * 60,
    "folded": "\n ".join(["FN", *[";a=b"] * 60]),
    "folded as quoted-printable": "FN;ENCODING=QUOTED-PRINTABLE" + ";a=b=\n" * 60,
    "of a line that no row needs": "NOTE" + ";a=b" * 60,
    "a long name": "A" * 9 * MILLION,
    "many parameters": "FN" + ";a=b" * 2 * MILLION + ":x",
    "a long value": "FN:" + "x" * 9 * MILLION,
    "an encoding that is slow": "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=punycode:" + "a" * MILLION,
    "cards in a card": "BEGIN:VCARD\n" * 9_000,
}


@pytest.mark.parametrize("shape", HOSTILE)
@pytest.mark.timeout(60)
def test_a_card_made_to_be_slow_is_refused_at_once_and_the_others_are_read(shape: str) -> None:
    hostile = f"BEGIN:VCARD\nVERSION:3.0\n{HOSTILE[shape]}\nEND:VCARD\n"
    began = process_time()

    _, refused, *others = cards(hostile + ELLI)

    assert process_time() - began < 1
    assert isinstance(refused, UnreadableCard)
    assert [row[0] for row in others if isinstance(row, list)] == ["Elli Esimerkki"]


@pytest.mark.parametrize("folded", ["NOTE:" + "\n x" * 200_000, "PHOTO;ENCODING=b:" + PHOTO])
def test_what_no_row_needs_may_be_long(folded: str) -> None:
    began = process_time()

    _, row = cards(f"BEGIN:VCARD\nVERSION:3.0\nFN:Elli\n{folded}\nEND:VCARD\n")

    assert process_time() - began < 1
    assert row == ["Elli", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('item1.FN;X-A="a:b;c";TYPE=x,"y,z":Elli', "Elli"),
        ("FN;:Elli", "Elli"),
        ("FN;;TYPE=x:Elli", "Elli"),
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:El=\nli=C3=A4", "Elliä"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Elli=\n\nTITLE:A", "Elli"),
        ("N:Esimerkki\n ;Elli\n", "Elli Esimerkki"),
    ],
)
def test_a_line_may_be_written_in_many_ways(line: str, name: str) -> None:
    _, row = cards(f"BEGIN:VCARD\nVERSION:2.1\n{line}\nEND:VCARD\n")

    assert name == row[0]  # type: ignore[index]


def test_a_file_without_cards_is_none_of_them(tmp_path: Path) -> None:
    (tmp_path / "people.vcf").write_text("name;partner\nElli;Opisto\n")

    with pytest.raises(UnreadableFile):
        list(rows(tmp_path / "people.vcf", ["name"]))


def test_cards_are_taken_in_once(crm: CRM, tmp_path: Path) -> None:
    for name in ("Opisto", "Lyseo"):
        origin = Origin("Aino")
        crm.register_partner(name, Description("school"), stage=Stage.ACTIVE, origin=origin)

    first = _take(crm, tmp_path, ELLI + MATTI + LIISA)
    second = _take(crm, tmp_path, MATTI + ELLI)

    named = {one.name for one in contacts(crm.database, Wanted(), limit=9)}
    assert named == {"Elli Esimerkki", "Matti Mäkinen"}
    assert [one.row for one in first.problems] == [4]
    assert second.recorded == 0


def _take(crm: CRM, folder: Path, text: str) -> Report:
    file = folder / "People.VCF"
    file.write_text(text, "utf-8")
    return run(crm, profile("contacts"), [file], actor="Aino")
