"""The account of a run is complete only when every item and story has come to its end."""

from __future__ import annotations

import orjson

from koreawire.agents.client.accounts import Accounts
from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics

ITEM = "wire.items.raw.v1:0:7"
STORY = {"uri": "urn:koreawire:anp:1", "koreawire": {"sequence": 1}}


def _record(topic, value, number=0, **more):
    told = {headers.ORIGIN: f"{ITEM}#{number}".encode(), **more}
    return Record(topic.name, 0, 0, 0, None, orjson.dumps(value), told)


def _fated(topic, value, number=0, fate=b"passed"):
    return _record(topic, value, number, **{headers.FATE: fate})


def test_an_item_is_open_until_every_part_of_it_has_a_fate():
    """A page of two stories of which one vanished is not accounted for."""
    accounts = Accounts()
    assert accounts.open(ITEM)
    accounts.add(_record(topics.NORMALISED, STORY, 0))
    accounts.add(_record(topics.NORMALISED, STORY, 1))
    accounts.add(_fated(topics.UNIQUE, STORY, 0))
    assert accounts.open(ITEM)
    accounts.add(_fated(topics.RELATIONS, {"kind": "near"}, 1, b"duplicate"))
    assert not accounts.open(ITEM)


def test_a_dead_letter_accounts_for_its_item():
    """A record that could not be read has come to its end too."""
    accounts = Accounts()
    told = {headers.ORIGIN: ITEM.encode(), headers.DLT_REASON: b"empty payload"}
    accounts.add(Record(topics.DEAD_LETTER.name, 0, 0, 0, None, b"", told))
    assert not accounts.open(ITEM)
    assert accounts.parked[ITEM] == "empty payload"


def test_a_relevant_story_is_under_way_until_it_is_published():
    """Enriched but not routed is not there yet for a reader."""
    accounts = Accounts()
    enriched = {**STORY, "koreawire": {"sequence": 1, "relevance": {"relevant": True}}}
    accounts.add(_fated(topics.UNIQUE, STORY))
    assert accounts.under_way()
    accounts.add(_record(topics.ENRICHED, enriched))
    assert accounts.under_way()
    accounts.add(_record(topics.KOREA_STORIES, enriched))
    assert not accounts.under_way()


def test_a_record_with_a_cause_is_no_second_fate():
    """A release of a held story repeats its origin; the item's fate is the first one."""
    accounts = Accounts()
    accounts.add(_fated(topics.NOTICES, {"kind": "held", "reason": "embargo"}, 0, b"withheld"))
    accounts.add(
        _record(topics.UNIQUE, STORY, 0, **{headers.FATE: b"passed", headers.CAUSE: b"release"})
    )
    assert accounts.fates[f"{ITEM}#0"] == "withheld"


def test_the_highest_sequence_of_a_story_stands():
    """A reader keeps the highest sequence, whatever came last."""
    accounts = Accounts()
    for sequence in (1, 3, 2):
        value = {"uri": "u", "koreawire": {"sequence": sequence}}
        accounts.add(_record(topics.KOREA_STORIES, value))
    assert list(accounts.stories()) == [("u", 3)]
