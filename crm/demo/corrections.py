"""Engagements that were written down wrong, and how each was put right later."""

from collections.abc import Mapping
from datetime import date, timedelta

from crm.demo.colleagues import AINO, JOONAS, KALLE, MIRJA, SANNA
from crm.demo.plan import Plan
from crm.demo.story import Story
from crm.demo.units import DIVORCE, FATHERHOOD, VIOLENCE
from crm.demo.years import working
from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Form

WRONG_DAY, WRONG_COUNT = "day corrected", "attendance corrected"
WRONG_PARTNER, WRONG_ROLE = "partner corrected", "role corrected"
COUNTED = (Headcount(38, "professional", "social"), Headcount(26, "professional", "health_care"))
COUNTED_RIGHT = (
    Headcount(31, "professional", "social"),
    Headcount(15, "professional", "health_care"),
)


def wrong(story: Story) -> dict[str, Plan]:
    """Give the engagements as they were first written down."""
    return {
        WRONG_DAY: _wrong_day(story),
        WRONG_COUNT: _wrong_count(story),
        WRONG_PARTNER: _wrong_partner(story),
        WRONG_ROLE: _wrong_role(story),
    }


def correct(story: Story, plans: Mapping[str, Plan]) -> None:
    """Correct what had been written wrong, weeks or months later."""
    _correct_day(story, plans[WRONG_DAY].on)
    _correct_count(story, plans[WRONG_COUNT].on)
    _correct_partner(story, plans[WRONG_PARTNER].on)
    _correct_role(story, plans[WRONG_ROLE].on)


def _wrong_day(story: Story) -> Plan:
    return Plan(
        Form.SESSION,
        "Isät näkyviin neuvolassa: koulutus terveydenhoitajille",
        working(story.years.ago((1, 4, 9))),
        ("fatherhood",),
        ((FATHERHOOD, "lead"), (JOONAS, "trainer"), ("Oulun kaupunki", "client")),
        place="Oulu",
        attendance=(Headcount(24, "professional", "health_care"),),
    )


def _correct_day(story: Story, on: date) -> None:
    reason = "Koulutus olikin viikkoa myöhemmin; muistiin oli jäänyt ensin sovittu päivä."
    story.tell(
        story.office(on + timedelta(days=152)),
        AINO,
        WRONG_DAY,
        "corrected",
        lambda cast, origin: cast.crm.correct_engagement_days(
            cast[WRONG_DAY], Day.of(on + timedelta(days=7)), None, reason, origin=origin
        ),
    )


def _wrong_count(story: Story) -> Plan:
    return Plan(
        Form.SEMINAR,
        "Ero, isyys ja yhteinen vanhemmuus -seminaari",
        working(story.years.ago((1, 10, 22))),
        ("divorce_support", "fatherhood"),
        (
            (DIVORCE, "lead"),
            (SANNA, "expert"),
            ("Pirkanmaan hyvinvointialue", "host"),
            ("Koskenrannan yliopisto", "expert"),
        ),
        place="Tampere",
        attendance=COUNTED,
    )


def _correct_count(story: Story, on: date) -> None:
    reason = "Luku oli ilmoittautuneiden; läsnä oli vähemmän."
    story.tell(
        story.office(on + timedelta(days=48)),
        SANNA,
        WRONG_COUNT,
        "corrected",
        lambda cast, origin: cast.crm.correct_attendance(
            cast[WRONG_COUNT], COUNTED_RIGHT, reason, origin=origin
        ),
    )


def _wrong_partner(story: Story) -> Plan:
    return Plan(
        Form.SESSION,
        "Kun vastaaja pelottaa: koulutus nuorisotyöntekijöille",
        working(story.years.ago((1, 11, 5))),
        ("violence",),
        ((VIOLENCE, "lead"), (KALLE, "trainer"), ("Raision kaupunki", "client")),
        place="Turku",
        attendance=(Headcount(19, "professional", "youth_work"),),
    )


def _correct_partner(story: Story, on: date) -> None:
    reason = "Tilaaja oli Turku, ei Raisio."
    at = story.office(on + timedelta(days=33))
    story.tell(
        at,
        KALLE,
        WRONG_PARTNER,
        "withdrawn",
        lambda cast, origin: cast.crm.withdraw_participation(
            cast[WRONG_PARTNER], 3, reason, origin=origin
        ),
    )
    right = "Turun kaupunki"
    story.tell(
        at + timedelta(minutes=1),
        KALLE,
        WRONG_PARTNER,
        "joined",
        lambda cast, origin: cast.crm.join_activity(
            cast[WRONG_PARTNER], cast[right], "client", origin=origin
        ),
    )


def _wrong_role(story: Story) -> Plan:
    return Plan(
        Form.SEMINAR,
        "Avoin seminaari: Häpeästä sanoihin",
        working(story.years.ago((1, 5, 14))),
        ("violence", "male_psychology"),
        (
            (VIOLENCE, "lead"),
            (MIRJA, "expert"),
            ("Turun kaupunki", "host"),
            ("Saaristomeren yliopisto", "participant"),
        ),
        place="Turku",
        attendance=(Headcount(71, "professional", "social"), Headcount(22, "student", "education")),
    )


def _correct_role(story: Story, on: date) -> None:
    reason = "Yliopisto järjesti seminaarin kanssamme."
    story.tell(
        story.office(on + timedelta(days=26)),
        MIRJA,
        WRONG_ROLE,
        "corrected",
        lambda cast, origin: cast.crm.correct_participation(
            cast[WRONG_ROLE], 4, "co_organiser", None, None, reason, origin=origin
        ),
    )
