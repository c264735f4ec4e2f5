"""A hundred thousand made-up organisations with names as Finnish ones are built."""

import csv
import tempfile
from pathlib import Path

import numpy as np

from tests.bench.installation import made
from tests.bench.processes import CRM, finished

COUNT = 100_000
BEGINNINGS = """
    aho ala esi haapa halla harju heinä hiek honka iso joki juva jär kaar kallio kangas kanta
    karhu karja kaski kauha kello keski kivi koivu korpi koski kot kuusi kylä laaksio laiva
    lakso lampi lehto leppä lieto linna lohi luoma luoto mainio mar mäki mäntsä metsä mylly
    myrsky nieme nokka nurmi oja ora otava paju palo pelto pieksä pohja puro pyhä raja ranta
    rauta reuna rii ruo ruusu saari salo sanka sata savo seinä selkä sii sipo sokka suo suvi
    sysmä taival tammi taka tervo tora tuuli tyrnä uki ulvi uus vaara vala vanha varka veh
    verka vesi vih viita virta vuori yli ylö ähtä äyrä öyri åbo
"""
MIDDLES = """
    la lä ra rä na nä ma ta tä va vä sa ja jä ko kö li lo mo ni nu po ri ro sto ti tu vu
"""
ENDINGS = """
    la lä nen sto stö salo mäki järvi joki niemi lahti koski kylä pää ranta saari suo vaara
    vuori harju kangas lampi perä puro rinne selkä talo tie valo virta
"""
KINDS = """
    säätiö yhdistys ry oy osuuskunta seura koti koulu opisto kunta seurakunta järjestö keskus
    palvelut verkosto klubi liitto tuki apu työpaja
"""


def names(server: str) -> str:
    """Return the address of a database with a partner of each name."""
    return made(server, "names", _import)


def generated(count: int = COUNT) -> list[str]:
    """Return names, always the same: two or three rare words and a common one."""
    chance = np.random.default_rng(100_000)
    words = _words(chance, count)
    # A few words are frequent and most are rare, as in a real register.
    often = 1 / np.arange(10, len(words) + 10) ** 0.6
    picks = chance.choice(len(words), (count, 2), p=often / often.sum())
    kinds = chance.choice(KINDS.split(), count)
    whole = [
        f"{words[one].capitalize()} {words[other]} {kind}"
        for (one, other), kind in zip(picks, kinds, strict=True)
    ]
    return [f"{name} {number}" if number % 50 == 0 else name for number, name in enumerate(whole)]


def _words(chance: np.random.Generator, count: int) -> list[str]:
    parts = [chance.choice(some.split(), count) for some in (BEGINNINGS, MIDDLES, MIDDLES, ENDINGS)]
    found = [
        "".join(one[:length]) + one[3]
        for one, length in zip(zip(*parts, strict=True), chance.integers(1, 4, count), strict=True)
    ]
    return list(dict.fromkeys(map(str, found)))


def _import(url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="verkosto-bench-") as folder:
        file = Path(folder, "names.csv")
        with file.open("w", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(["business_id", "name", "municipality"])
            writer.writerows(["", name, "Kuopio"] for name in generated())
        finished(*CRM, "import", "partners", str(file), "--json", env={"CRM_DATABASE_URL": url})
