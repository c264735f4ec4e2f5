"""A list of people is called what it is, whoever its file is called after."""

import pytest

from domain.file_names import ending, sayable, told_apart


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Zoltan Canarysen 131052-308T.vcf", ".vcf"),
        ("PEOPLE.VCF", ".vcf"),
        ("people.csv.gz", ".csv.gz"),
        ("people.2026.Xlsx", ".xlsx"),
        ("people.Canarysen", ""),
        ("people.131052-308T.gz", ""),
        ("people", ""),
    ],
)
def test_of_a_file_of_people_its_kind_is_said_and_nothing_else(name: str, kind: str) -> None:
    assert (kind, f"contacts{kind}") == (ending(name), sayable(name, of_people=True))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Members of 2026.csv", "Members of 2026.csv"),
        ("131052-308U.csv", "131052-308U.csv"),
        ("Canarysen 131052-308T.csv", "file.csv"),
        ("Canarysen_131052-308t_b.xlsx", "file.xlsx"),
    ],
)
def test_other_files_keep_their_names_but_for_an_identity_code(name: str, said: str) -> None:
    assert said == sayable(name, of_people=False)


def test_files_of_one_name_are_told_apart() -> None:
    names = ["a.csv.gz", "a.csv.gz", "a", "b.b.vcf", "a", "b.b.vcf", "a.csv.gz", "b.b (2).vcf"]

    assert [
        *("a.csv.gz", "a (2).csv.gz", "a", "b.b.vcf"),
        *("a (2)", "b.b (2).vcf", "a (3).csv.gz", "b.b (2) (2).vcf"),
    ] == told_apart(names)
