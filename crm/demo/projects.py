"""The fourteen projects: what for, when, who."""

from dataclasses import dataclass

from crm.demo.colleagues import AINO, ELINA, JOONAS, KALLE, LINNEA, MARKUS, MIRJA, SANNA, TUOMAS
from crm.demo.units import (
    DIVORCE,
    FATHERHOOD,
    OSTROBOTHNIA,
    PEERS,
    PEERS_CLOSED,
    TRAINING,
    VIOLENCE,
)
from crm.demo.years import When

FUNDERS = ("Hopeakuusen säätiö sr", "Tulevaisuuden Perheet -säätiö sr", "Kaukametsän rahasto sr")
HOPE, FUTURE, FOREST = FUNDERS


@dataclass(frozen=True, slots=True)
class Member:
    """Who takes part, from and until so many months after the start, else all along.

    One whose `left` is given had meant to stay: it left half way, for that reason.
    """

    name: str
    role: str = "partner"
    since: int | None = None
    until: int | None = None
    left: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project; `starts` may lie months ahead, `ends` may be so many months after the start."""

    title: str
    goal: str
    themes: tuple[str, ...]
    starts: When | int
    ends: When | int
    unit: str
    lead: str
    members: tuple[Member, ...]
    funder: str | None
    place: str
    language: str = "fi"
    cancelled: tuple[int, str] | None = None
    extended: tuple[int, int, str] | None = None


def partners(*names: str) -> tuple[Member, ...]:
    """Give partners that take part all along."""
    return tuple(Member(name) for name in names)


PROJECTS = (
    Project(
        "Isä mukana alusta asti",
        "Neuvolat ottavat isän mukaan ensimmäisestä käynnistä lähtien.",
        ("fatherhood",),
        (2, 9, 1),
        22,
        FATHERHOOD,
        JOONAS,
        (
            *partners("Pohjois-Pohjanmaan hyvinvointialue", "Oulun kaupunki"),
            *partners("Pohjoisen Isät Revonhauta ry"),
            Member("Pohjantähden yliopisto", "researcher"),
            Member("Perhekeskus Ukonlampi", since=8),
        ),
        FUTURE,
        "Oulu",
    ),
    Project(
        "Uusi alku eron jälkeen",
        "Eroavat isät saavat tukea kunnassaan kahden viikon sisällä.",
        ("divorce_support",),
        (2, 10, 1),
        20,
        DIVORCE,
        SANNA,
        (
            Member(
                "Ylöjärven kaupunki", until=9, left="Kaupungin väki ei riittänyt hankkeen loppuun."
            ),
            *partners("Pirkanmaan hyvinvointialue", "Erotuki Uusi Sivu Pirkka ry"),
            *partners("Tampereen kaupunki", "Harjukallion seurakunta"),
            Member("Koskenrannan yliopisto", "evaluator", since=10),
        ),
        HOPE,
        "Tampere",
    ),
    Project(
        "Turvallinen luoto",
        "Väkivaltaa käyttävä mies löytää avun samalta luukulta koko rannikolla.",
        ("violence",),
        (2, 1, 15),
        23,
        VIOLENCE,
        KALLE,
        (
            *partners("Varsinais-Suomen hyvinvointialue", "Turun kaupunki"),
            *partners("Saariston Turvaluoto ry", "Lounaisväylän poliisiasema"),
            *partners("Linnavuoren vankila"),
            Member(MIRJA, "expert"),
            Member("Saaristomeren yliopisto", "researcher"),
        ),
        FOREST,
        "Turku",
    ),
    Project(
        "Miesten piirit Savossa",
        "Jokaisessa Savon kunnassa toimii ohjattu miesten piiri.",
        ("peer_activities",),
        (2, 1, 1),
        PEERS_CLOSED,
        PEERS,
        TUOMAS,
        (
            *partners("Kuopion kaupunki", "Joensuun kaupunki", "Savon Miesten Piirit ry"),
            *partners("Kallaveden Vertaiset ry", "Pohjois-Savon hyvinvointialue"),
        ),
        HOPE,
        "Kuopio",
    ),
    Project(
        "Mies asiakkaana",
        "Sosiaali- ja terveyspalvelut tunnistavat, milloin mies jää palvelun ulkopuolelle.",
        ("male_customers", "working_with_men"),
        (2, 3, 1),
        23,
        TRAINING,
        AINO,
        (
            *partners("Vantaan kaupunki", "Länsi-Uudenmaan hyvinvointialue"),
            *partners("Ruukinlahden ammattikorkeakoulu", "Kaarnalahden seurakunta"),
            Member(ELINA, "evaluator"),
        ),
        FUTURE,
        "Vantaa",
    ),
    Project(
        "Isyyden silta",
        "Isyystyön mallit leviävät maakunnasta toiseen.",
        ("fatherhood", "male_customers"),
        (1, 9, 1),
        30,
        FATHERHOOD,
        MARKUS,
        (
            *partners("Vantaan kaupunki", "Oulun kaupunki", "Pirkanmaan hyvinvointialue"),
            *partners("Etelän Isäpiiri ry"),
            Member("Espoon kaupunki", until=10),
            Member("Turun kaupunki", since=13),
            Member("Etelänlahden yliopisto", "researcher"),
        ),
        FUTURE,
        "Helsinki",
    ),
    Project(
        "Pappa från början",
        "Rådgivningarna i Österbotten möter papporna på svenska.",
        ("fatherhood",),
        (0, 2, 1),
        24,
        OSTROBOTHNIA,
        LINNEA,
        (
            *partners("Österbottens välfärdsområde", "Pappor i Kvarkenvinden rf"),
            *partners("Korsholms kommun", "Närpes stad"),
            Member("Kvarkenvindens universitet", "researcher"),
            Member(MARKUS, "expert"),
        ),
        "Stiftelsen Havsljuset sr",
        "Vaasa",
        language="sv",
    ),
    Project(
        "Erosta sovintoon",
        "Vanhemmat sopivat lapsen arjesta ennen kuin riita ehtii käräjille.",
        ("divorce_support", "fatherhood"),
        (0, 9, 1),
        24,
        DIVORCE,
        SANNA,
        (
            *partners("Pirkanmaan hyvinvointialue", "Keski-Suomen hyvinvointialue"),
            *partners("Järviseudun Eroryhmät ry", "Lakitoimisto Solmunen & Haka Oy"),
        ),
        HOPE,
        "Jyväskylä",
    ),
    Project(
        "Vihan kanssa",
        "Nuorten miesten viha puhutaan auki koulussa ja nuorisotyössä.",
        ("violence",),
        (1, 1, 15),
        30,
        VIOLENCE,
        MIRJA,
        (
            *partners("Turun kaupunki", "Kuohurannan ammattiopisto", "Nuorisotalo Patokallio ry"),
            *partners("Nuorten Majakkaniemi ry"),
        ),
        FOREST,
        "Turku",
    ),
    Project(
        "Miehen mieli työssä",
        "Työpaikat huomaavat miehen uupumuksen ajoissa.",
        ("male_psychology",),
        (1, 10, 1),
        18,
        TRAINING,
        ELINA,
        partners("Vakaamieli Oy", "Itäsahan Puujaloste Oy"),
        None,
        "Helsinki",
        cancelled=(5, "Rahoitusta ei saatu, eikä yrityksillä ollut siihen omaa rahaa."),
    ),
    Project(
        "Pojasta isäksi",
        "Alle 25-vuotiaat isät saavat oman polun perhekeskuksiin.",
        ("fatherhood",),
        3,
        24,
        FATHERHOOD,
        JOONAS,
        partners("Vantaan kaupunki", "Rovaniemen kaupunki", "Joensuun kaupunki"),
        FUTURE,
        "Helsinki",
    ),
    Project(
        "Hyvä kohtaaminen",
        "Hyvinvointialueiden vastaanotoilla osataan puhua miehen kanssa.",
        ("male_customers",),
        (0, 3, 1),
        20,
        TRAINING,
        AINO,
        (
            *partners("Vantaan ja Keravan hyvinvointialue", "Länsi-Uudenmaan hyvinvointialue"),
            *partners("Itä-Uudenmaan hyvinvointialue", "Vakaamieli Oy"),
        ),
        FOREST,
        "Vantaa",
    ),
    Project(
        "Miestyön tietopohja",
        "Miehistä palveluissa on koottua tietoa, johon kuka tahansa voi nojata.",
        ("working_with_men", "male_psychology"),
        (2, 8, 15),
        36,
        TRAINING,
        ELINA,
        (
            Member("Etelänlahden yliopisto", "researcher"),
            Member("Koskenrannan yliopisto", "researcher"),
            Member("Pohjantähden yliopisto", "researcher"),
            Member("Saaristomeren yliopisto", "researcher", since=12),
        ),
        HOPE,
        "Helsinki",
        extended=(20, 48, "Aineistoa karttui yli odotusten; rahoittaja myönsi lisävuoden."),
    ),
    Project(
        "Isän jäljillä pohjoisessa",
        "Harvaan asuttujen seutujen isät tavoittavat toisensa.",
        ("fatherhood",),
        (0, 10, 1),
        24,
        FATHERHOOD,
        JOONAS,
        (
            *partners("Lapin hyvinvointialue", "Rovaniemen kaupunki"),
            *partners("Kainuun hyvinvointialue", "Kajaanin kaupunki"),
            *partners("Pohjoisen Isät Revonhauta ry"),
            Member("Jäälinnan ammattikorkeakoulu", "evaluator"),
        ),
        FUTURE,
        "Rovaniemi",
    ),
)
