"""Arrays written as text come back as they were."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.application import CRM
from crm.database.arrays import array_of, array_of_bytes

TEXTS = st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))


def test_words_come_back_as_they_were(crm: CRM) -> None:
    @settings(max_examples=200, deadline=None)
    @given(TEXTS)
    def come_back(values: list[str]) -> None:
        assert values == crm.database.value("SELECT %s::text[]", [array_of(values)])

    come_back()
    odd = ["null", "NULL", "", " ", '"', "\\", "{a,b}", "a,b", "nullable", "äö"]
    assert odd == crm.database.value("SELECT %s::text[]", [array_of(odd)])


def test_bytes_come_back_as_they_were(crm: CRM) -> None:
    values = [b"", b"\0\xff", b'{"name":"\xc3\xa4"}']

    assert values == crm.database.value("SELECT %s::bytea[]", [array_of_bytes(values)])
    assert [1, -2] == crm.database.value("SELECT %s::int[]", [array_of([1, -2])])
