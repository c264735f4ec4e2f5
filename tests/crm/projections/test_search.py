"""Finding by name: from the beginning of any word, without dots, with one typing error."""

from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest

from crm.application import CRM
from crm.finding import find
from crm.log import Origin
from crm.projections.directory import listing as parties
from crm.projections.search.questions import Found, is_near
from crm.projections.words import folded, sort_key, tsquery, vector
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description, Partner

Aino = Callable[[], Origin]
SCHOOL = Description("school")
BEGINNINGS = ["Ääne", "Kuopi", "Hyvin", "Perhe", "Väki", "Lohja", "Jyväs", "Isä", "Män", "Nuori"]
MIDDLES = ["kosken", "salmen", "voinnin", "työn", "tuvan", "lahden", "linnan", "mäen", "rannan"]
ENDS = ["yhdistys", "seurakunta", "opisto", "kunta", "keskus", "säätiö", "liitto", "järjestö"]


@pytest.fixture
def found(crm: CRM, aino: Aino) -> Callable[..., list[str]]:
    """Give a function that says which names a text leads to, among some partners."""
    names = ["Ääneseudun miesten talo", "Åbo fädernas hus", "Öljymiehet ry", "Café Élan"]
    for name in names:
        crm.register_partner(name, SCHOOL, origin=aino())
    return lambda text, **more: [one.name for one in find(crm.database, text, **more)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ääneseudun", "Ääneseudun miesten talo"),
        ("aanes", "Ääneseudun miesten talo"),
        ("ÄÄNESEUDUN MI", "Ääneseudun miesten talo"),
        ("mies", "Ääneseudun miesten talo"),
        ("talo aanes", "Ääneseudun miesten talo"),
        ("abo", "Åbo fädernas hus"),
        ("fader", "Åbo fädernas hus"),
        ("oljy", "Öljymiehet ry"),
        ("cafe elan", "Café Élan"),
        ("  café   él ", "Café Élan"),
    ],
)
def test_the_beginning_of_any_word_leads_to_a_name(
    found: Callable[..., list[str]], text: str, name: str
) -> None:
    assert [name] == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "aaneseudum",
        "aaneseudu",
        "aaneseuduun",
        "aanesuedun",
        "xaaneseudun",
        "meisten talo",
        "tallo",
    ],
)
def test_one_typing_error_of_each_kind_is_forgiven(
    found: Callable[..., list[str]], text: str
) -> None:
    assert ["Ääneseudun miesten talo"] == found(text)


@pytest.mark.parametrize("text", ["", "  ", "!?", "%", "_", "zzz", "talo zzz", "'", "\\"])
def test_what_no_name_has_leads_nowhere(found: Callable[..., list[str]], text: str) -> None:
    assert [] == found(text)


def test_a_former_name_still_leads_there(crm: CRM, aino: Aino) -> None:
    school = crm.register_partner("Väinölä", SCHOOL, origin=aino()).subject_id
    crm.register_partner("Lukio", SCHOOL, origin=aino())
    crm.rename_partner(school, "Kansanopisto", Day("2026"), origin=aino())

    former, current = find(crm.database, "vainola"), find(crm.database, "kansan")

    assert [Found(school, "partner", "Väinölä", current=False)] == former
    assert [Found(school, "partner", "Kansanopisto", current=True)] == current


def test_what_was_withdrawn_is_found_no_more(crm: CRM, aino: Aino) -> None:
    school = crm.register_partner("Väinölän opisto", SCHOOL, origin=aino()).subject_id
    other = crm.register_partner("Väinölän lukio", SCHOOL, origin=aino()).subject_id

    crm.withdraw_partner(school, "tupla", origin=aino())

    assert [other] == [one.subject for one in find(crm.database, "vainola")]


def test_only_the_types_that_are_asked_for_are_found(crm: CRM, aino: Aino) -> None:
    crm.register_partner("Isien opisto", SCHOOL, origin=aino())
    crm.open_unit(Names("Isien yksikkö"), origin=aino())
    crm.welcome_colleague("Isien Aino", origin=aino())
    crm.found_network("Isien verkosto", origin=aino())
    crm.plan_project("Isien hanke", origin=aino())
    crm.agree_engagement(Form.SESSION, "Isien ilta", Day("2026"), origin=aino())

    kinds = {one.type for one in find(crm.database, "isien")}

    assert {"partner", "unit", "colleague", "network", "project", "engagement"} == kinds
    for text in ("isien", "isen"):
        narrowed = find(crm.database, text, types=("unit", "project"))
        assert {"unit", "project"} == {one.type for one in narrowed}
    assert 3 == len(find(crm.database, "isien", limit=3))


def test_of_300_names_with_a_typing_error_95_in_100_are_among_the_first_ten(crm: CRM) -> None:
    random = Random(5)  # noqa: S311 - the same each time
    names = _names(random, 300)
    partners = {name: Partner.register(name, SCHOOL) for name in names}
    crm.record(*partners.values(), origin=Origin("Aino"))

    hits = sum(_is_found(crm, partners[name].id, _mistyped(random, name)) for name in names)

    assert 0.95 * len(names) <= hits


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("talo", "talo", True),
        ("talo", "talon", True),
        ("talo", "tao", True),
        ("talo", "tallo", True),
        ("talo", "tako", True),
        ("talo", "atlo", True),
        ("talo", "taol", True),
        ("talo", "olat", False),
        ("talo", "talossa", False),
        ("talo", "koko", False),
        ("", "a", True),
    ],
)
def test_words_are_near_that_differ_by_one_letter(one: str, other: str, *, near: bool) -> None:
    assert [near, near] == [is_near(one, other), is_near(other, one)]


def test_finnish_and_swedish_letters_sort_last_and_w_with_v() -> None:
    names = ["Öljy", "Åbo", "Ääni", "Zoo", "Walo", "Vako", "Vamo", "Éclair", "Dana", "fakta"]

    assert [
        "Dana", "Éclair", "fakta", "Vako", "Walo", "Vamo", "Zoo", "Åbo", "Ääni", "Öljy"
    ] == sorted(names, key=sort_key)  # fmt: skip
    assert ("strasse oe", "aaneseutu") == (
        folded("Straße Œ".replace("Œ", "OE")),
        folded("Ääneseutu"),
    )
    assert ("aani talo", "aani:* & ta:*", "") == (
        vector("Talo, ääni TALO"),
        tsquery("Ääni ta"),
        tsquery("-"),
    )


def _names(random: Random, count: int) -> list[str]:
    made: set[str] = set()
    while len(made) < count:
        word = random.choice(BEGINNINGS) + random.choice(MIDDLES)
        made.add(f"{word} {random.choice(ENDS)}")
    return sorted(made)


def _mistyped(random: Random, name: str) -> str:
    """Spoil one letter: leave it out, type another, type one more, or swap it with the next."""
    at, letter = random.randrange(len(name) - 1), random.choice("aeiouklmnst")
    return random.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        ]
    )


def _is_found(crm: CRM, partner: UUID, text: str) -> bool:
    return partner in [one.subject for one in find(crm.database, text)]


@pytest.mark.parametrize("text", ["isätyö", "pappa", "fatherhood w", "fatherhod"])
def test_a_unit_is_found_by_its_name_in_any_language(crm: CRM, aino: Aino, text: str) -> None:
    names = Names("Isätyö", "Pappaarbete", "Fatherhood Work")
    unit = crm.open_unit(names, origin=aino()).subject_id
    crm.open_unit(Names("Väkivaltatyö", "Våldsarbete", "Violence Work"), origin=aino())

    assert [unit] == [one.subject for one in find(crm.database, text)]
    listed = parties.parties(crm.database, parties.Wanted("unit", text="pappa"))
    assert [unit] == [one.id for one in listed]


def test_a_unit_is_found_by_the_swedish_name_it_had(crm: CRM, aino: Aino) -> None:
    unit = crm.open_unit(Names("Isätyö", "Pappaarbete"), origin=aino()).subject_id
    crm.rename_unit(unit, Names("Isätyö", "Fadersarbete"), Day("2025"), origin=aino())

    former, current = find(crm.database, "pappa"), find(crm.database, "faders")

    assert [(unit, False), (unit, True)] == [
        (one.subject, one.current) for one in (*former, *current)
    ]


def test_a_partner_is_found_by_its_identifiers_and_by_no_other_digit(crm: CRM, aino: Aino) -> None:
    given = {"fi-ytunnus": "9158380-2", "eu-pic": "932760440"}
    partner = crm.register_partner("Opisto", SCHOOL, identified_by=given, origin=aino()).subject_id
    crm.register_partner("Lukio", SCHOOL, identified_by={"eu-pic": "996697893"}, origin=aino())

    for text in ("9158380-2", "9158380", "932760440"):
        assert [partner] == [one.subject for one in find(crm.database, text)], text
    assert [] == find(crm.database, "9158381")


def test_two_identifiers_that_read_alike_lead_to_one_partner(crm: CRM, aino: Aino) -> None:
    given = {"eu-pic": "932760440", "lei": "932760440"}
    partner = crm.register_partner("Opisto", SCHOOL, identified_by=given, origin=aino()).subject_id

    assert [partner] == [one.subject for one in find(crm.database, "932760440")]


def test_a_corrected_identifier_leads_to_its_partner(crm: CRM, aino: Aino) -> None:
    given = {"fi-ytunnus": "0115776-3"}
    partner = crm.register_partner("Opisto", SCHOOL, identified_by=given, origin=aino()).subject_id
    crm.register_partner("Lukio", SCHOOL, origin=aino())

    right = {"fi-ytunnus": "1018439-2"}
    crm.correct_partner_identifiers(partner, right, "Another's", origin=aino())

    assert [one.subject for one in find(crm.database, "1018439-2")] == [partner]
