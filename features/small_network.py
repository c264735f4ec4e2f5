"""The competence centre's network: small enough to be counted by hand.

Units Isätyö and Väkivaltatyö worked with a city, a parish, a university and a clinic; the
university worked with an association that nobody else knows. Elli Esimerkki works at the city.
Every fact is recorded on its own day, but for the planning meeting of March 2026, which was entered
in May.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from crm.activities import TakesPart
from crm.application import CRM
from crm.clocks import HOME
from crm.log import Origin
from domain.attendance import Headcount
from domain.colleague import Position
from domain.day import Day
from domain.details import Details
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description, Stage

Planned = tuple[Form, str, str, str, int | None, str, dict[str, str]]
TODAY = date(2026, 5, 12)
UNITS = (
    Names("Isätyö", "Pappaarbete", "Fatherhood Work"),
    Names("Väkivaltatyö", "Våldsarbete", "Violence Work"),
)
PARTNERS = (
    ("City of Vantaa", "municipality", "Vantaa", "social"),
    ("City of Espoo", "municipality", "Espoo", "social"),
    ("Laurea", "university", "Vantaa", "education"),
    ("Vantaa Parish", "parish", "Vantaa", "youth_work"),
    ("Kerava Clinic", "company", "Kerava", "health_care"),
    ("Tampere Fathers", "association", "Tampere", "social"),
    ("Lonely Foundation", "funder", "Helsinki", "social"),
)
ENGAGEMENTS: tuple[Planned, ...] = (
    (Form.MEETING, "Fathers in Tampere", "2024-10-01", "fatherhood", 9, "2024-10-02",
     {"Laurea": "lead", "Tampere Fathers": "partner"}),
    (Form.SEMINAR, "Dads' Day 2025", "2025-03-14", "fatherhood", 40, "2025-03-15",
     {"Isätyö": "lead", "City of Vantaa": "partner", "Laurea": "partner", "Eero Salo": "trainer"}),
    (Form.SESSION, "Calm Evening", "2025-04-22", "violence", 12, "2025-04-23",
     {"Väkivaltatyö": "lead", "City of Espoo": "partner"}),
    (Form.SESSION, "Calm Morning", "2026-02-10", "violence", 8, "2026-02-11",
     {"Väkivaltatyö": "lead", "Kerava Clinic": "partner", "Maija Virta": "trainer"}),
    (Form.SEMINAR, "Dads' Day 2026", "2026-03-13", "fatherhood", 55, "2026-03-14",
     {"Isätyö": "lead", "City of Vantaa": "host", "Vantaa Parish": "partner"}),
    (Form.MEETING, "Planning Dads' Day", "2026-03-20", "fatherhood", 4, "2026-05-04",
     {"Isätyö": "lead", "City of Vantaa": "partner"}),
    (Form.SEMINAR, "Autumn Seminar", "2026-09-10", "fatherhood", None, "2026-05-05",
     {"Isätyö": "lead", "Laurea": "partner"}),
)  # fmt: skip


def build(crm: CRM) -> None:
    """Record the competence centre's network in a fresh installation."""
    _Builder(crm).build()


@dataclass
class _Builder:
    crm: CRM
    ids: dict[str, UUID] = field(default_factory=dict)

    def build(self) -> None:
        self.units()
        self.colleagues()
        self.partners()
        self.network()
        self.contacts()
        for engagement in ENGAGEMENTS[:1]:
            self.engagement(*engagement)
        self.project()
        for engagement in ENGAGEMENTS[1:]:
            self.engagement(*engagement)

    def units(self) -> None:
        for names in UNITS:
            receipt = self.crm.open_unit(names, Day("2015"), origin=_on("2020-01-02"))
            self.ids[names.fi] = receipt.subject_id

    def colleagues(self) -> None:
        for name, unit in (("Eero Salo", "Isätyö"), ("Maija Virta", "Väkivaltatyö")):
            receipt = self.crm.welcome_colleague(
                name, Position.EXPERT, self.ids[unit], Day("2019-08"), origin=_on("2020-01-03")
            )
            self.ids[name] = receipt.subject_id

    def partners(self) -> None:
        for name, kind, place, sector in PARTNERS:
            receipt = self.crm.register_partner(
                name,
                Description(kind, (sector,), place, "FI", ("fi",)),
                stage=Stage.ACTIVE,
                since_on=Day("2019"),
                origin=_on("2020-01-04"),
            )
            self.ids[name] = receipt.subject_id
        steward = self.ids["Eero Salo"]
        vantaa = self.ids["City of Vantaa"]
        self.crm.assign_steward(vantaa, steward, Day("2020-02"), origin=_on("2020-02-01"))

    def network(self) -> None:
        founded = self.crm.found_network(
            "Father Friendly", "Better services for fathers", Day("2021"), origin=_on("2021-05-01")
        )
        for name in ("City of Vantaa", "City of Espoo"):
            self.crm.join_network(
                founded.subject_id, self.ids[name], "member", Day("2021"), origin=_on("2021-05-01")
            )

    def contacts(self) -> None:
        elli = Details("Elli Esimerkki", "elli@vantaa.example", "09 000 0001", "Youth manager")
        vantaa = self.ids["City of Vantaa"]
        self.crm.add_contact(vantaa, elli, Day("2021"), origin=_on("2021-05-02"))

    def project(self) -> None:
        days = {
            "Isätyö": ("lead", None, None),
            "City of Vantaa": ("partner", None, None),
            "City of Espoo": ("partner", None, Day("2025-12-31")),
            "Laurea": ("partner", Day("2026-02-01"), None),
        }
        self.crm.plan_project(
            "Near You",
            Day("2025-01-01"),
            Day("2026-12-31"),
            goal="A father is met at every door",
            themes=("fatherhood",),
            parties=[TakesPart(self.ids[name], *when) for name, when in days.items()],
            origin=_on("2025-01-02"),
        )

    def engagement(
        self,
        form: Form,
        title: str,
        day: str,
        theme: str,
        people: int | None,
        entered: str,
        roles: dict[str, str],
    ) -> None:
        self.crm.agree_engagement(
            form,
            title,
            Day(day),
            themes=(theme,),
            place="Tikkurila",
            parties=[TakesPart(self.ids[name], role) for name, role in roles.items()],
            delivered=(Headcount(people, "professional"),) if people else None,
            today=date.fromisoformat(entered),
            origin=_on(entered),
        )


def _on(day: str) -> Origin:
    noon = datetime.combine(date.fromisoformat(day), time(12), HOME)
    return Origin("Aino", recorded_at=noon)
