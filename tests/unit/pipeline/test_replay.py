"""A replayed record is the record it was: nothing downstream can tell that it once failed."""

from __future__ import annotations

from koreawire.pipeline.dead_letters import attempts, dead_letter
from koreawire.pipeline.event_time import event_time
from koreawire.pipeline.record import Record
from koreawire.pipeline.replay import original, parked_place
from koreawire.schemas import headers


def record(**fields):
    facts = {"topic": "wire.items.raw.v1", "partition": 3, "offset": 7, "timestamp": 1_000}
    return Record(**{**facts, "key": b"k", "value": b"\xff{", "headers": {}, **fields})


def delivered(output, offset=0):
    """A dead letter as it is read back: the delivery has written its own headers over."""
    written = {headers.STAGE: b"normalise", headers.PROCESSED_AT: b"99"}
    return Record(
        output.topic, 0, offset, 99, output.key, output.value, {**output.headers, **written}
    )


def test_it_is_the_record_that_was_parked():
    """Key, bytes and the producer's own headers: a stage must see what it saw."""
    parked = record(headers={"content-type": b"text/html", "mine": b"1"})
    again = original(delivered(dead_letter(parked, "normalise", ValueError("x"))))
    assert (again.topic, again.key, again.value) == (parked.topic, parked.key, parked.value)
    assert parked.headers.items() <= again.headers.items()
    assert {name for name in again.headers if name not in parked.headers} == {
        headers.ORIGIN,
        headers.TIME,
        headers.DLT_ATTEMPTS,
    }


def test_it_keeps_the_origin_and_the_time_of_its_first_coming():
    """Else the ledger would take it for another item, of today."""
    again = original(delivered(dead_letter(record(), "normalise", ValueError("x"))))
    assert again.headers[headers.ORIGIN] == b"wire.items.raw.v1:3:7"
    assert event_time(record(timestamp=88_000, headers=again.headers)) == 1_000


def test_a_fate_that_was_told_is_told_again():
    """A story that passed the ledger and failed to be enriched has passed, not been parked."""
    story = record(topic="wire.stories.unique.v1", headers={headers.FATE: b"passed"})
    again = original(delivered(dead_letter(story, "enrich", ValueError("x"))))
    assert again.headers[headers.FATE] == b"passed"


def test_attempts_are_counted_through_replays():
    """So that a record nothing can read does not go round for ever."""
    parked = record()
    for number in (1, 2, 3):
        letter = delivered(dead_letter(parked, "normalise", ValueError("x")))
        assert attempts(letter.headers) == number
        parked = record(offset=100 + number, headers=original(letter).headers)


def test_a_letter_delivered_twice_is_one_letter():
    """A worker killed after the letter and before its commit writes it again."""
    letter = dead_letter(record(), "normalise", ValueError("x"))
    assert parked_place(delivered(letter, 4)) == parked_place(delivered(letter, 9))


def test_a_topic_made_anew_has_other_places():
    """Its offsets begin at 0 again; what was dropped there before is not dropped now."""
    first = delivered(dead_letter(record(timestamp=1), "normalise", ValueError("x")))
    second = delivered(dead_letter(record(timestamp=2), "normalise", ValueError("x")))
    assert parked_place(first) != parked_place(second)
