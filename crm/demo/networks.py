"""The four co-operative networks, their members, and their meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crm.demo.colleagues import AINO, JOONAS, KALLE, LINNEA, TUOMAS
from crm.demo.plan import Plan, professionals
from crm.demo.story import Story
from crm.demo.units import FATHERHOOD, OSTROBOTHNIA, PEERS, PEERS_CLOSED, VIOLENCE
from crm.demo.years import When, is_free, working
from domain.day import Day
from domain.engagement import Form

FATHERS = "Isyystyön valtakunnallinen verkosto"
COAST = "Lounaisrannikon väkivaltatyön verkosto"
EAST = "Itä-Suomen vertaistyön verkosto"
PAPPOR = "Pappanätverket i Kvarkenvinden"


@dataclass(frozen=True, slots=True)
class Member:
    """A member from the founding on, or from a day; until a day, or still."""

    name: str
    joined: When | None = None
    left: When | None = None
    role: str = "member"


@dataclass(frozen=True, slots=True)
class Network:
    """A network; `meeting` and `seasons` word the titles of its meetings."""

    name: str
    purpose: str
    founded: str | When
    theme: str
    unit: str
    host: str
    meeting: str
    seasons: tuple[str, str, str, str]
    members: tuple[Member, ...]
    dissolved: When | None = None
    language: str = "fi"


FINNISH = ("talvitapaaminen", "kevättapaaminen", "kesätapaaminen", "syystapaaminen")
SWEDISH = ("vintermöte", "vårmöte", "sommarmöte", "höstmöte")

NETWORKS = (
    Network(
        FATHERS,
        "Kokoaa isyystyön tekijät eri puolilta Suomea jakamaan mallejaan.",
        "2019-02",
        "fatherhood",
        FATHERHOOD,
        JOONAS,
        "Isyystyön verkoston",
        FINNISH,
        (
            Member("Oulun kaupunki"),
            Member("Vantaan kaupunki"),
            Member("Pohjois-Pohjanmaan hyvinvointialue"),
            Member("Pohjoisen Isät Revonhauta ry"),
            Member("Etelän Isäpiiri ry"),
            Member("Etelänlahden yliopisto", role="observer"),
            Member("Pohjantähden yliopisto", role="observer"),
            Member("Espoon kaupunki", left=(0, 5, 29)),
            Member("Rovaniemen kaupunki", joined=(1, 2, 10)),
            Member("Lapin hyvinvointialue", joined=(1, 4, 15)),
            Member("Länsi-Uudenmaan hyvinvointialue", joined=(1, 10, 1)),
            Member("Jyväskylän kaupunki", joined=(0, 3, 2)),
            Member("Österbottens välfärdsområde", joined=(0, 1, 15)),
        ),
    ),
    Network(
        COAST,
        "Sovittaa yhteen väkivaltaa käyttävien miesten palvelut poliisista vankilaan.",
        "2021-09",
        "violence",
        VIOLENCE,
        KALLE,
        "Väkivaltatyön verkoston",
        FINNISH,
        (
            Member("Turun kaupunki"),
            Member("Varsinais-Suomen hyvinvointialue"),
            Member("Saariston Turvaluoto ry"),
            Member("Lounaisväylän poliisiasema"),
            Member("Linnavuoren vankila"),
            Member("Satakunnan hyvinvointialue"),
            Member("Raision kaupunki", left=(0, 2, 2)),
            Member("Selkämeren Kriisipolku ry", joined=(1, 3, 3)),
            Member("Aurankallion seurakunta", joined=(0, 9, 1)),
        ),
    ),
    Network(
        EAST,
        "Tukee miesten vertaisryhmien ohjaajia Savossa ja Karjalassa.",
        "2015",
        "peer_activities",
        PEERS,
        TUOMAS,
        "Vertaistyön verkoston",
        FINNISH,
        (
            Member("Kuopion kaupunki"),
            Member("Joensuun kaupunki"),
            Member("Savon Miesten Piirit ry"),
            Member("Kallaveden Vertaiset ry"),
            Member("Saimaan Tukipuu ry"),
            Member("Iisalmen kaupunki"),
            Member("Kallanrannan seurakunta"),
            Member("Mikkelin kaupunki", left=(2, 5, 31)),
        ),
        dissolved=PEERS_CLOSED,
    ),
    Network(
        PAPPOR,
        "Samlar dem som arbetar med pappor på svenska i Österbotten.",
        (0, 2, 10),
        "fatherhood",
        OSTROBOTHNIA,
        LINNEA,
        "Pappanätverkets",
        SWEDISH,
        (
            Member("Vaasan kaupunki"),
            Member("Korsholms kommun"),
            Member("Närpes stad"),
            Member("Österbottens välfärdsområde"),
            Member("Pappor i Kvarkenvinden rf"),
            Member("Familjehuset Fyrljuset rf"),
            Member("Jakobstads stad", joined=(0, 4, 14)),
            Member("Yrkesinstitutet Kvarnskär", joined=(0, 5, 12)),
        ),
        language="sv",
    ),
)


def found_networks(story: Story) -> None:
    """Found the networks, let members join and leave, and dissolve the one that ended."""
    for network in NETWORKS:
        _found(story, network)
        own = Member(network.unit, role="coordinator")
        for number, member in enumerate((own, *network.members)):
            _join(story, network, member, number)
        if network.dissolved:
            _dissolve(story, network.name, story.years.ago(network.dissolved))


def meetings(story: Story) -> Iterator[Plan]:
    """Give the meetings of the networks, four in a year."""
    for network in NETWORKS:
        day = working(story.known[network.name] + timedelta(days=25))
        last = _last_day(story, network)
        while day <= last:
            yield _meeting(story, network, day)
            day = working(day + timedelta(days=story.chance.randint(92, 104)))
            day = working(day + timedelta(days=40)) if is_free(day) else day


def _meeting(story: Story, network: Network, day: date) -> Plan:
    members = [
        member.name
        for member in network.members
        if _is_member(story, network, member, day) and story.is_there(member.name, day)
    ]
    present = story.chance.sample(members, min(len(members), story.chance.randint(3, 7)))
    season = network.seasons[day.month % 12 // 3]
    parties = [(network.unit, "lead"), (network.host, "expert")]
    return Plan(
        Form.MEETING,
        f"{network.meeting} {season} {day.year}",
        day,
        (network.theme,),
        (*parties, *((name, "participant") for name in present)),
        language=network.language,
        network=network.name,
        attendance=professionals(story.chance, len(present) + 2, 2 * len(present) + 6),
    )


def _is_member(story: Story, network: Network, member: Member, day: date) -> bool:
    left = story.years.ago(member.left) if member.left else date.max
    return _joined(story, network, member) <= day < left


def _joined(story: Story, network: Network, member: Member) -> date:
    founded = story.day_of(network.founded).first
    return max(founded, story.years.ago(member.joined)) if member.joined else founded


def _last_day(story: Story, network: Network) -> date:
    if network.dissolved:
        return story.years.ago(network.dissolved)
    return story.years.until + timedelta(days=35)


def _found(story: Story, network: Network) -> None:
    founded = story.day_of(network.founded)
    known = story.meet(network.name, founded)
    at = story.office(known + timedelta(days=12 if known == story.years.start else 0))
    story.known[network.name] = at.date()
    story.tell(
        at,
        AINO,
        network.name,
        "founded",
        lambda cast, origin: cast.crm.found_network(
            network.name, network.purpose, founded, origin=origin
        ),
    )


def _join(story: Story, network: Network, member: Member, number: int) -> None:
    joined = _joined(story, network, member)
    said = story.day_of(member.joined or network.founded)
    said = said if said.last >= joined else Day.of(joined)
    told = max(joined, story.known[network.name] + timedelta(days=1))
    about = network.name
    story.tell(
        story.office(told) + timedelta(minutes=number),
        AINO,
        about,
        f"{member.name} joined",
        lambda cast, origin: cast.crm.join_network(
            cast[about], cast[member.name], member.role, said, origin=origin
        ),
    )
    if member.left:
        _leave(story, about, member.name, story.years.ago(member.left))


def _leave(story: Story, about: str, name: str, day: date) -> None:
    story.tell(
        story.soon(max(day, story.known[about] + timedelta(days=4))),
        AINO,
        about,
        f"{name} left",
        lambda cast, origin: cast.crm.leave_network(
            cast[about], cast[name], Day.of(day), origin=origin
        ),
    )


def _dissolve(story: Story, about: str, day: date) -> None:
    story.tell(
        story.soon(day),
        TUOMAS,
        about,
        "dissolved",
        lambda cast, origin: cast.crm.dissolve_network(cast[about], Day.of(day), origin=origin),
    )
