"""Events are plain JSON under stable topics; a wrong shape fails at the door."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import msgspec
import pytest
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent
from eventsourcing.utils import register_topic

from crm.log import upcasts
from crm.log.mapper import PlainJSON
from domain.day import Day
from domain.engagement import Engagement, Form
from domain.partner import Description, Partner

RENAMED = "crm.partner.renamed.v1"


def test_an_event_is_one_json_object_under_a_topic_that_names_no_module() -> None:
    engagement = Engagement.agree(Form.SESSION, "Isäilta", Day("2026-03"), themes=("fatherhood",))
    (event,) = engagement.collect_events()

    stored = PlainJSON().to_stored_event(event)

    data = msgspec.json.decode(stored.state)
    assert "crm.engagement.agreed.v1" == stored.topic
    assert ("session", "2026-03") == (data["form"], data["starts_on"])
    assert ["fatherhood"] == data["themes"]


def test_what_was_written_is_read_back_the_same() -> None:
    partner = Partner.register("Kuopio", Description("municipality"), since_on=Day("2019"))
    partner.rename("Kuopion kaupunki", Day("2020-05"))
    mapper = PlainJSON()

    for event in partner.collect_events():
        assert event == mapper.to_domain_event(mapper.to_stored_event(event))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": None},
        {"name": 7},
        {"renamed_on": "2020-02-30"},
        {"renamed_on": "spring"},
        {"renamed_on": 2020},
        {"renamed_on": {"text": "2020"}},
        {"renamed_on": None},
        {"originator_id": "no id"},
        {"originator_version": "one"},
        {"timestamp": "yesterday"},
        {"name": ...},
        {"renamed_on": ...},
    ],
    ids=str,
)
def test_a_wrong_shape_fails_at_the_door(wrong: dict[str, object]) -> None:
    mapper, stored = PlainJSON(), _renamed()
    right = msgspec.json.decode(stored.state)
    data = {name: value for name, value in {**right, **wrong}.items() if value is not ...}
    spoilt = StoredEvent(stored.originator_id, 2, RENAMED, msgspec.json.encode(data))

    with pytest.raises(MapperDeserialisationError, match=RENAMED):
        mapper.to_domain_event(spoilt)

    assert "Kuopion kaupunki" == mapper.to_domain_event(stored).name


@pytest.mark.parametrize("topic", ["os:system", "crm.partner.v1:x", "crm.nobody.v1", "this", ""])
def test_a_topic_that_is_none_of_ours_is_never_looked_up(topic: str) -> None:
    with pytest.raises(MapperDeserialisationError, match="There is no event"):
        PlainJSON().read(topic, b"{}")


def test_what_has_no_plain_form_is_neither_written_nor_read() -> None:
    @dataclass(frozen=True)
    class Odd:
        originator_id: UUID
        originator_version: int
        thing: complex

    register_topic("crm.odd.v1", Odd)
    odd = Odd(uuid4(), 1, 1j)

    with pytest.raises(NotImplementedError):
        PlainJSON().to_stored_event(odd)

    state = msgspec.json.encode({"originator_id": uuid4(), "originator_version": 1, "thing": "1j"})
    with pytest.raises(NotImplementedError):
        PlainJSON().read("crm.odd.v1", state)


def test_an_old_version_reads_as_one_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        upcasts.UPCASTS,
        "crm.partner.was_renamed.v1",
        ("crm.partner.was_renamed.v2", lambda old: {**old, "name": old["new_name"]}),
    )
    monkeypatch.setitem(
        upcasts.UPCASTS,
        "crm.partner.was_renamed.v2",
        (RENAMED, lambda old: {**old, "renamed_on": str(old["year"])}),
    )
    stored = _renamed()
    data = msgspec.json.decode(stored.state)
    old = {**data, "new_name": "Savo", "year": 2019}
    del old["name"], old["renamed_on"]

    event = PlainJSON().read("crm.partner.was_renamed.v1", msgspec.json.encode(old))

    assert ("Savo", Day("2019")) == (event.name, event.renamed_on)
    assert "Kuopion kaupunki" == PlainJSON().to_domain_event(stored).name


def _renamed() -> StoredEvent:
    partner = Partner.register("Kuopio", Description("municipality"))
    partner.rename("Kuopion kaupunki", Day("2020"))
    return PlainJSON().to_stored_event(partner.collect_events()[-1])
