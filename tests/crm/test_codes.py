"""A country and a language are ones that there are, on forms, in commands and in files."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from crm.application import CRM
from crm.codes import check_country, check_languages
from crm.imports.profile import profile
from crm.imports.run import run
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.outline import Outline
from domain.partner import Description, Partner
from domain.refusal import UnknownCountry, UnknownLanguage

Aino = Callable[[], Origin]
FINNISH = Description("school", country="FI", languages=("fi",))


@pytest.mark.parametrize("code", ["FI", "AX", "GB", "GR", "XK", None, ""])
def test_a_country_is_one_that_there_is(code: str | None) -> None:
    check_country(code)


@pytest.mark.parametrize("code", ["fi", "FX", "UK", "EU", "ZZ", "150", "F"])
def test_other_codes_are_no_countries(code: str) -> None:
    with pytest.raises(UnknownCountry) as refused:
        check_country(code)

    assert code == refused.value.code


@pytest.mark.parametrize("code", ["Suomi", "FI", "xx", "und", ""])
def test_other_codes_are_no_languages(code: str) -> None:
    check_languages(["fi", "sv", "smn"])

    with pytest.raises(UnknownLanguage) as refused:
        check_languages(["fi", code])

    assert ("languages", code) == (refused.value.about, refused.value.code)


def test_commands_refuse_codes_that_there_are_not(crm: CRM, aino: Aino) -> None:
    school = crm.register_partner("Opisto", FINNISH, origin=aino()).subject_id
    before = crm.position()

    with pytest.raises(UnknownCountry):
        crm.register_partner("Lukio", Description("school", country="FX"), origin=aino())
    with pytest.raises(UnknownLanguage):
        crm.describe_partner(
            school, Description("school", languages=("xx",)), Day("2026"), origin=aino()
        )
    with pytest.raises(UnknownCountry):
        crm.correct_partner_description(
            school, Description("school", country="UK"), "Slip", origin=aino()
        )
    with pytest.raises(UnknownLanguage) as refused:
        crm.agree_engagement(Form.SESSION, "Ilta", Day("2026"), language="xx", origin=aino())

    assert "language" == refused.value.about
    assert before == crm.position()


def test_what_stood_there_before_may_stay(crm: CRM, aino: Aino) -> None:
    school = _recorded(crm, Partner.register("Opisto", Description("school", country="UK")), aino)

    crm.describe_partner(
        school, Description("association", country="UK"), Day("2026"), origin=aino()
    )

    assert "association" == crm.get(Partner, school).description.kind


def test_the_language_of_an_engagement_is_checked_when_it_is_corrected(
    crm: CRM, aino: Aino
) -> None:
    evening = crm.agree_engagement(Form.SESSION, "Ilta", Day("2026"), origin=aino()).subject_id

    with pytest.raises(UnknownLanguage):
        crm.correct_engagement_description(
            evening, Outline(Form.SESSION, language="xx"), "Slip", origin=aino()
        )
    assert crm.correct_engagement_description(
        evening, Outline(Form.SESSION, language="smn"), "Slip", origin=aino()
    ).position


def test_an_import_warns_and_leaves_out_what_there_is_not(crm: CRM, tmp_path: Path) -> None:
    file = tmp_path / "organisations.csv"
    head = "organisation_id,name,activity_type,business_id_fi,city,country,url"
    rows = ("1,Athens,HES,,Athens,EL,", "2,Nowhere,HES,,Nowhere,XH,", "3,Oulu,HES,,Oulu,fi,")
    file.write_text("\n".join((head, *rows)))

    report = run(crm, profile("cordis"), [file], actor="tester")

    countries = crm.database.pairs("SELECT name, country FROM party")
    assert {"Athens": "GR", "Nowhere": None, "Oulu": "FI"} == countries
    assert [("UnknownCountry", 3)] == [
        (type(one.refusal).__name__, one.row) for one in report.problems
    ]
    assert 0 == report.refused


def _recorded(crm: CRM, partner: Partner, aino: Aino) -> UUID:
    return crm.record(partner, origin=aino()).subject_id
