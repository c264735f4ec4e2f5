import pytest

from domain.identity_code import CHECKS, holds_identity_code


# Nobody has one of these: individual numbers from 900 on are for tests only.
def made(born: str, sign: str, number: str) -> str:
    return f"{born}{sign}{number}{CHECKS[int(born + number) % 31]}"


@pytest.mark.parametrize(
    "text",
    [
        made("131052", "-", "908"),
        made("010100", "A", "900").lower(),
        made("010100", "Y", "901"),
        made("010199", "+", "902"),
        f"Tunnus on {made('311299', 'F', '999')}.",
        f"({made('290224', 'U', '950')})",
        f"013 {made('131052', '-', '908')} 5",
    ],
)
def test_a_code_is_found_wherever_it_stands(text: str) -> None:
    assert holds_identity_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "131052-908",
        f"1{made('131052', '-', '908')}",
        f"{made('131052', '-', '908')}x",
        made("131052", "G", "908"),
        made("131052", "-", "908").replace("-", " "),
        "0115776-3",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert not holds_identity_code(text)


def test_a_wrong_check_character_is_no_code() -> None:
    right = made("131052", "-", "908")
    wrong = [right[:-1] + one for one in CHECKS if one != right[-1]]

    assert not any(map(holds_identity_code, wrong))
    assert holds_identity_code(f"{wrong[0]} {right}")


@pytest.mark.parametrize("number", range(900, 931))
def test_every_check_character_is_known(number: int) -> None:
    assert holds_identity_code(made("131052", "-", str(number)))
