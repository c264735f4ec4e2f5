"""The life of a network, made up but the same each time: every command there is, in any order."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from domain.activity import Activity
from domain.attendance import Headcount
from domain.colleague import Position
from domain.day import Day
from domain.details import Details
from domain.engagement import Form
from domain.names import Names
from domain.outline import Outline
from domain.partner import Description, Partner, Stage
from domain.refusal import Refusal

TODAY = date(2026, 6, 1)
WORDS = ["Ääneseudun", "Kuopion", "Vantaan", "miesten", "isien", "seurakunta", "opisto", "Åbo"]
ROLES = ("lead", "partner", "participant", "expert", "funder", "host")
KINDS = ("municipality", "association", "school", "parish")
THEMES = ("fatherhood", "violence", "divorce_support")


class Story:
    """What a made-up network holds so far, and chance, from which telling.py takes commands."""

    def __init__(self, crm: CRM, seed: int) -> None:
        self.crm, self.random = crm, Random(seed)  # noqa: S311 - the same each time
        self.partners: list[UUID] = []
        self.units: list[UUID] = []
        self.colleagues: list[UUID] = []
        self.contacts: list[UUID] = []
        self.networks: list[UUID] = []
        self.projects: list[UUID] = []
        self.engagements: list[UUID] = []
        self.at = datetime(2016, 1, 1, tzinfo=UTC)

    def now(self) -> Origin:
        """Give the origin of a command, some hours after the one before."""
        self.at += timedelta(minutes=self.random.randint(1, 3000))
        return Origin("Aino", recorded_at=self.at)

    def one_of(self, ids: list[UUID]) -> UUID:
        """Choose one."""
        return self.random.choice(ids)

    def party(self) -> UUID:
        """Choose a party."""
        return self.one_of([*self.partners, *self.units, *self.colleagues])

    def activity(self) -> UUID:
        """Choose an activity."""
        return self.one_of([*self.projects, *self.engagements])

    def name(self) -> str:
        """Make a name up."""
        return " ".join(self.random.sample(WORDS, 2)).capitalize()

    def participation(self) -> tuple[UUID, int]:
        """Choose an activity and one of its participations."""
        activity = self.activity()
        numbers = self.crm.get(Activity, activity).participations.by_number
        return activity, self.random.choice([*numbers, 1])

    def day(self, first: int = 2018, last: int = 2025) -> Day:
        """Choose a day, known to the day, the month or the year."""
        year, month = self.random.randint(first, last), self.random.randint(1, 12)
        exact = f"{year}-{month:02}-{self.random.randint(1, 28):02}"
        return Day(self.random.choice([exact, exact, f"{year}-{month:02}", str(year)]))

    def span(self) -> tuple[Day | None, Day | None]:
        """Choose a beginning and an end, either of which may be open."""
        ends = self.day(2018, 2021), self.day(2021, 2025)
        return tuple(self.random.choice([end, end, None]) for end in ends)  # type: ignore[return-value]

    def description(self) -> Description:
        """Make up what a partner is like."""
        sectors = tuple(self.random.sample(["social", "education", "youth_work"], 2))
        place = self.random.choice(["Kuopio", "Vantaa", None])
        return Description(self.random.choice(KINDS), sectors, place, "FI", ("fi",))

    def number(self) -> str:
        """Make a number of others up, or none."""
        return self.random.choice(["", str(self.random.randint(1, 10**8))])

    def outline(self) -> Outline:
        """Make up what an engagement is like."""
        return Outline(
            self.random.choice(list(Form)),
            tuple(self.random.sample(THEMES, 2)),
            self.random.choice(["Kuopio", None]),
            self.random.choice([True, False]),
            self.random.choice(["sv", None]),
            self.random.choice([None, *self.projects]),
            self.random.choice([None, *self.networks]),
        )

    def register(self) -> None:
        """Register a partner."""
        number = str(self.random.randint(1, 10**8))
        since = self.random.choice([None, self.day(2010, 2017)])
        receipt = self.crm.register_partner(
            self.name(),
            self.description(),
            identified_by={"eu-pic": number},
            stage=Stage.ACTIVE,
            since_on=since,
            origin=self.now(),
        )
        self.partners.append(receipt.subject_id)

    def open_unit(self) -> None:
        """Open a unit."""
        names = Names(self.name(), self.name(), None)
        receipt = self.crm.open_unit(names, self.day(2010, 2017), origin=self.now())
        self.units.append(receipt.subject_id)

    def welcome(self) -> None:
        """Welcome a colleague."""
        unit = self.random.choice([None, *self.units])
        receipt = self.crm.welcome_colleague(
            self.name(), Position.EXPERT, unit, self.day(2010, 2017), origin=self.now()
        )
        self.colleagues.append(receipt.subject_id)

    def meet(self) -> None:
        """Get to know somebody at a partner."""
        since = self.random.choice([None, self.day(2010, 2019)])
        details = Details(self.name(), job_title=self.random.choice(["Rehtori", ""]))
        receipt = self.crm.add_contact(
            self.one_of(self.partners), details, since, origin=self.now()
        )
        self.contacts.append(receipt.subject_id)

    def found(self) -> None:
        """Found a network."""
        day = self.random.choice([None, self.day(2010, 2017)])
        receipt = self.crm.found_network(self.name(), "Isät", day, origin=self.now())
        self.networks.append(receipt.subject_id)

    def plan(self) -> None:
        """Plan a project with a party."""
        receipt = self.crm.plan_project(
            self.name(),
            *self.span(),
            themes=(self.random.choice(THEMES),),
            identified_by={"eu-project": str(self.random.randint(1, 10**8))},
            parties=[TakesPart(self.party(), self.random.choice(ROLES))],
            origin=self.now(),
        )
        self.projects.append(receipt.subject_id)

    def agree(self) -> None:
        """Agree on an engagement."""
        receipt = self.crm.agree_engagement(
            self.random.choice(list(Form)),
            self.name(),
            self.day(),
            themes=(self.random.choice(THEMES),),
            project_id=self.random.choice([None, *self.projects]),
            network_id=self.random.choice([None, *self.networks]),
            parties=[TakesPart(self.party(), self.random.choice(ROLES))],
            origin=self.now(),
        )
        self.engagements.append(receipt.subject_id)

    def join(self) -> None:
        """Let a party join an activity."""
        days = self.random.choice([(None, None), self.span()])
        role = self.random.choice(ROLES)
        self.crm.join_activity(self.activity(), self.party(), role, *days, origin=self.now())

    def several(self) -> None:
        """Change several things of one partner in one breath."""
        partner = self.crm.get(Partner, self.one_of(self.partners))
        day = self.day(2024, 2026)
        with suppress(Refusal):
            partner.rename(self.name(), day)
            partner.describe(self.description(), day)
            partner.move_stage(Stage.DORMANT, self.day(2024, 2026), "hiljaista")
        self.crm.record(partner, origin=self.now())

    def heads(self) -> tuple[Headcount, ...]:
        """Make up how many came."""
        return (Headcount(self.random.randint(0, 60), "professional", "social"), Headcount(3))
