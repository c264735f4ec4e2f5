"""How the sentences of features are matched with steps."""

import re

from pytest_bdd import parsers

HOLE = re.compile(r'"\{(\w+)\}"|\{(\w+)\}')
SOMEBODY = "(?:Aino|she|Eero)"


def like(text: str) -> parsers.re:
    """Match a sentence with holes: "{name}" holds anything, also nothing; {day} no quotation mark.

    A sentence that begins with 'Aino' is also one about 'she'.
    """
    parts, at = [], 0
    for hole in HOLE.finditer(text):
        parts.append(re.escape(text[at : hole.start()]))
        quoted, bare = hole.groups()
        parts.append(f'"(?P<{quoted}>[^"]*)"' if quoted else f'(?P<{bare}>[^"]+?)')
        at = hole.end()
    pattern = "".join([*parts, re.escape(text[at:])])
    return parsers.re(re.sub(r"^Aino\b", SOMEBODY, pattern) + "$")
