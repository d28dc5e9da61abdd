"""The account of a run: each check can fail, and a run with nothing wrong is clean."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from tests.support.accounting import (
    ENRICHED,
    KOREA,
    NORMALISED,
    NOTICES,
    PARKED,
    RAW,
    RELATIONS,
    UNIQUE,
    account,
)
from tests.support.lines import Line


class Topics:
    """Topics in memory, filled as a run would."""

    def __init__(self):
        self.read = defaultdict(list)

    def put(self, topic, **fields):
        """Append a record; what a test does not care about has a value that is right."""
        line = Line(
            **{
                "topic": topic,
                "partition": 0,
                "offset": len(self.read[topic]),
                "timestamp": 0,
                "key": b"k",
                "digest": 1,
                **fields,
            }
        )
        self.read[topic].append(line)
        return line

    def raw(self, **fields):
        """A raw record, its place its origin."""
        offset = len(self.read[RAW])
        return self.put(RAW, **{"origin": f"{RAW}:0:{offset}", **fields})

    def story(self, number, *, sequence=1):
        """A raw item that becomes one story, which passes and is relevant."""
        self.raw()
        self.normalised(number)
        self.passed(number, sequence=sequence)

    def normalised(self, number, **fields):
        """What the raw record *number* became in the ledger's log."""
        told = {"origin": f"{RAW}:0:{number}#0", "uri": f"u{number}", "kind": "story", **fields}
        self.put(NORMALISED, **told)

    def passed(self, number, *, sequence=1, topics=(UNIQUE, ENRICHED, KOREA), **fields):
        """The story's records behind the ledger."""
        for topic in topics:
            told = {
                "origin": f"{RAW}:0:{number}#0",
                "fate": "passed",
                "uri": f"u{number}",
                "key": b"u%d" % number,
                "sequence": sequence,
                "relevant": True,
            }
            self.put(topic, **{**told, **fields})

    def problems(self):
        """How many of each problem the account finds."""
        return account(self.read).counts()


@pytest.fixture
def run():
    topics = Topics()
    topics.story(0)
    topics.story(1)
    return topics


def test_a_run_in_which_everything_arrived_is_clean(run):
    """The account must not cry wolf."""
    result = account(run.read)
    assert result.clean, str(result)
    assert (result.items, result.stories) == (Counter(stories=2), Counter(passed=2))


def test_an_item_that_became_nothing_is_lost(run):
    """The first promise: every raw record leaves a trace."""
    run.raw()
    assert run.problems() == {"lost": 1}


def test_a_parked_item_is_accounted_for(run):
    """A dead letter is a fate, not a loss."""
    bad = run.raw()
    run.put(PARKED, parked=(RAW, 0, bad.offset), stage="normalise")
    result = account(run.read)
    assert result.clean
    assert result.items["parked"] == 1


def test_an_item_both_parked_and_processed_does_not_add_up(run):
    """One item, one fate: else the sums would count it twice."""
    run.put(PARKED, parked=(RAW, 0, 0), stage="normalise")
    assert run.problems() == {"fates": 1}


def test_a_replayed_item_leaves_its_dead_letter_behind(run):
    """Repaired by newer code: the item's fate is what became of it in the end."""
    bad = run.raw()
    run.put(PARKED, parked=(RAW, 0, bad.offset), stage="normalise")
    run.put(RAW, origin=f"{RAW}:0:2", replayed=True)
    run.normalised(2)
    run.passed(2)
    result = account(run.read)
    assert result.clean, str(result)
    assert result.items == Counter(stories=3)


def test_a_story_from_nowhere_is_found(run):
    """A record that no raw item explains is as wrong as a missing one."""
    run.normalised(7)
    run.passed(7)
    assert run.problems() == {"fates": 1}


def test_a_story_that_the_ledger_swallowed_is_lost(run):
    """State that claims a story was seen, though it never came out."""
    run.raw()
    run.normalised(2)
    assert run.problems() == {"lost": 1}


def test_a_story_with_two_fates_is_found(run):
    """Passed, and after a crash its own duplicate: origins are missing from state."""
    run.put(RELATIONS, origin=f"{RAW}:0:1#0", fate="duplicate", uri="u1", other="u0", says="exact")
    assert run.problems() == {"fates": 1}


def test_a_release_is_no_second_fate(run):
    """Withheld is a gauge: the release has a cause and is a further record."""
    run.raw()
    run.normalised(2)
    held = {"origin": f"{RAW}:0:2#0", "uri": "u2"}
    run.put(NOTICES, fate="withheld", says="held", **held)
    run.passed(2, sequence=2, cause="release")
    result = account(run.read)
    assert result.clean, str(result)
    assert result.stories == Counter(passed=2, withheld=1)


def test_a_repeat_with_an_equal_value_is_allowed_and_counted(run):
    """At-least-once: redelivery writes the same record again."""
    run.normalised(0)
    run.passed(0)
    result = account(run.read)
    assert result.clean, str(result)
    assert result.repeats == Counter({NORMALISED: 1, UNIQUE: 1, ENRICHED: 1, KOREA: 1})


@pytest.mark.parametrize("topic", [UNIQUE, ENRICHED, KOREA])
def test_one_sequence_with_two_values_is_double(run, topic):
    """A reader who keeps the highest sequence would keep either."""
    run.passed(0, topics=[topic], digest=2)
    assert run.problems() == {"double": 1}


def test_one_origin_with_two_sequences_is_double(run):
    """A redelivery that took a new sequence is a second publication."""
    run.passed(1, sequence=2)
    assert run.problems() == {"double": 3}


def test_a_sequence_that_falls_is_out_of_order(run):
    """The first sight of a version must not come after that of a newer one."""
    run.raw()
    run.normalised(2, uri="u0")
    run.passed(0, sequence=3, cause="update")
    run.passed(0, sequence=2, origin=f"{RAW}:0:2#0")
    assert run.problems() == {"order": 3}


def test_items_of_one_key_that_change_places_are_out_of_order():
    """An update may not overtake what it updates."""
    topics = Topics()
    topics.raw()
    topics.raw()
    for number in (1, 0):
        topics.normalised(number)
        topics.passed(number)
    assert topics.problems() == {"order": 1}


def test_a_version_that_was_not_enriched_is_lost(run):
    """Each hop is accounted for, not only the first and the last."""
    run.passed(0, sequence=2, cause="update", topics=[UNIQUE])
    assert run.problems() == {"lost": 1}


def test_a_relevant_story_missing_on_its_desk_is_lost(run):
    """Desks are public topics: a reader of one reads no other."""
    run.raw()
    run.normalised(2)
    run.passed(2, topics=[UNIQUE, ENRICHED], desks=("politics",))
    assert run.problems() == {"lost": 2}


def test_a_story_on_a_desk_that_was_never_enriched_is_found(run):
    """Nothing reaches readers but by the whole path."""
    run.passed(5, topics=[KOREA])
    assert run.problems() == {"fates": 1}
