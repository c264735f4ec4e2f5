"""Finnish personal identity codes, so that nobody writes one down without meaning to."""

import re

from domain.refusal import Refusal

CODE = re.compile(r"(?<!\w)(\d{6})[-+A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])(?!\w)", re.ASCII)
# The check character is that at the remainder of the nine digits by 31: Digital and Population
# Data Services Agency, "Henkilötunnus".
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


class HoldsIdentityCode(Refusal):
    """A text holds a personal identity code; it is kept only where somebody means to."""


def holds_identity_code(text: str) -> bool:
    """Say whether a text holds a personal identity code with the right check character."""
    found = CODE.finditer(text.upper())
    return any(CHECKS[int(one[1] + one[2]) % len(CHECKS)] == one[3] for one in found)
