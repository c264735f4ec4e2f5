"""Single happenings that the story tells on purpose: changes, late notes, vague days, revivals."""

from collections.abc import Mapping
from datetime import date, timedelta

from crm.demo.colleagues import AINO, ELINA, JARKKO, PETRI, SANNA, TUOMAS
from crm.demo.partners import rows
from crm.demo.plan import Plan, professionals
from crm.demo.relationships import QUIET, end
from crm.demo.story import Story
from crm.demo.units import DIVORCE, FATHERHOOD, TRAINING
from crm.demo.years import working
from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Form

RENAMED = ("Etelän Isäpiiri ry", "Lähteen Isät ry")
FROM_TOWN, TO_COUNTY = "Keravan kaupunki", "Vantaan ja Keravan hyvinvointialue"
DUTY_MOVED = "Perheiden tuen tehtävät siirtyivät Vantaan ja Keravan hyvinvointialueelle."
PLACED = {
    "Perhekeskus Ukonlampi": ("Pohjois-Pohjanmaan hyvinvointialue", (1, 1, 1)),
    "Viherlahden opisto": ("Harjunportin ammattikorkeakoulu", (0, 8, 1)),
}
LATE, MONTH_ONLY, YEAR_ONLY = "recorded late", "known to the month", "known to the year"


def change_partners(story: Story) -> None:
    """Rename one, place two under their parents, and let a duty move to a county."""
    _rename(story, *RENAMED, working(story.years.ago((1, 2, 3))))
    for name, (parent, when) in PLACED.items():
        _place(story, name, parent, max(story.years.ago(when), story.known[name]))
    end(story, FROM_TOWN, story.years.ago((1, 1, 1)), DUTY_MOVED)


def scripted(story: Story) -> Mapping[str, Plan]:
    """Give the engagements that were recorded late or vaguely, and the revivals."""
    plans = {
        LATE: _late(story),
        MONTH_ONLY: _month_only(story),
        YEAR_ONLY: _year_only(story),
        "duty": _with_the_county(story),
    }
    backs = {quiet.name: story.years.after(quiet.back) for quiet in QUIET if quiet.back}
    return plans | {f"revived {name}": _revival(story, name, day) for name, day in backs.items()}


def _rename(story: Story, name: str, new: str, day: date) -> None:
    story.tell(
        story.soon(day),
        AINO,
        name,
        "renamed",
        lambda cast, origin: cast.crm.rename_partner(cast[name], new, Day.of(day), origin=origin),
    )


def _place(story: Story, name: str, parent: str, day: date) -> None:
    story.tell(
        story.soon(day),
        AINO,
        name,
        "placed",
        lambda cast, origin: cast.crm.place_partner(
            cast[name], cast[parent], Day.of(day), origin=origin
        ),
    )


def _late(story: Story) -> Plan:
    held = working(story.years.ago((1, 3, 12)))
    return Plan(
        Form.MEETING,
        "Konsultaatio: mies vastaanotolla, Lohja",
        held,
        ("male_customers",),
        ((TRAINING, "lead"), (ELINA, "expert"), ("Lohjan kaupunki", "host")),
        place="Lohja",
        attendance=(Headcount(7, "professional", "education"),),
        noted=story.office(held + timedelta(days=63)),
    )


def _month_only(story: Story) -> Plan:
    month = Day(story.years.start.isoformat()[:7])
    return Plan(
        Form.MEETING,
        "Tutustumiskäynti, Kanta-Hämeen hyvinvointialue",
        story.years.start,
        ("divorce_support",),
        ((DIVORCE, "lead"), (SANNA, "expert"), ("Kanta-Hämeen hyvinvointialue", "host")),
        place="Hämeenlinna",
        attendance=professionals(story.chance, 4, 8),
        noted=story.office(story.years.start + timedelta(days=40)),
        known_as=month,
    )


def _year_only(story: Story) -> Plan:
    year = story.years.start.year - 1
    return Plan(
        Form.SESSION,
        "Miestyön perusteet: ensimmäinen koulutus Linnavuoressa",
        date(year, 1, 1),
        ("working_with_men",),
        ((TRAINING, "lead"), (PETRI, "trainer"), ("Linnavuoren vankila", "client")),
        place="Turku",
        attendance=(Headcount(12, "professional", "social"),),
        noted=story.office(story.years.start + timedelta(days=17)),
        known_as=Day(str(year)),
    )


def _with_the_county(story: Story) -> Plan:
    return Plan(
        Form.MEETING,
        "Perheiden tuki siirtyy: Kerava ja hyvinvointialue",
        working(story.years.ago((1, 1, 1)) + timedelta(days=24)),
        ("male_customers",),
        ((TRAINING, "lead"), (AINO, "expert"), (TO_COUNTY, "host")),
        place="Kerava",
        attendance=(Headcount(9, "professional", "social"),),
    )


def _revival(story: Story, name: str, back: date) -> Plan:
    place = next(row.place for _, row in rows() if row.name == name)
    on = working(back + timedelta(days=1))
    trainers = [trainer for trainer in (TUOMAS, JARKKO) if story.is_there(trainer, on)]
    return Plan(
        Form.SESSION,
        f"Isyystyö käyntiin uudelleen: {place}",
        on,
        ("fatherhood",),
        ((FATHERHOOD, "lead"), *((trainer, "trainer") for trainer in trainers), (name, "client")),
        place=place,
        attendance=(Headcount(story.chance.randint(11, 26), "professional", "social"),),
    )
