"""The offline flow runs the stages as the agents would, one item after the other."""

from dataclasses import dataclass, field

from koreawire.pipeline.flow import Flow
from koreawire.pipeline.record import Decision, Output
from koreawire.schemas import headers, topics


@dataclass
class Copy:
    """A stage that sends what it reads to the topics of its choice, and remembers nothing."""

    name: str
    source: str
    targets: tuple[str, ...]
    seen: list = field(default_factory=list)
    state: None = None

    def decide(self, record):
        """Copy the record, or refuse it."""
        if record.value == b"broken":
            raise ValueError("it is broken")
        self.seen.append(record)
        return Decision(
            tuple(
                Output(target, record.key, record.value, record.headers) for target in self.targets
            )
        )


def flow():
    first = Copy("first", topics.RAW.name, (topics.NORMALISED.name,) * 2)
    second = Copy("second", topics.NORMALISED.name, (topics.UNIQUE.name, topics.NOTICES.name))
    return Flow([first, second]), first, second


def test_records_of_an_item_come_out_depth_first():
    """A reader of the output sees an item's whole fate before the next item's."""
    run, _, _ = flow()
    found = [output.topic for output in run.run(None, b"x", {})]
    one = [topics.NORMALISED.name, topics.UNIQUE.name, topics.NOTICES.name]
    assert found == one * 2


def test_a_bad_record_becomes_a_dead_letter_and_the_next_goes_on():
    """One broken item must not end a run of a million."""
    run, first, _ = flow()
    assert [output.topic for output in run.run(None, b"broken", {})] == [topics.DEAD_LETTER.name]
    assert len(list(run.run(None, b"x", {}))) == 6
    assert first.seen[0].offset == 1


def test_the_clock_is_the_highest_event_time_so_far():
    """An item without a time of its own happens when the run has got to."""
    run, first, _ = flow()
    for time in (b"7000", b"5000"):
        list(run.run(None, b"x", {headers.TIME: time}))
    list(run.run(None, b"x", {}))
    assert [record.timestamp for record in first.seen] == [0, 7000, 7000]


def test_forgetting_starts_the_log_and_the_clock_anew():
    """`--each` decides an item as if it were the first."""
    run, first, _ = flow()
    list(run.run(None, b"x", {headers.TIME: b"7000"}))
    run.forget()
    list(run.run(None, b"x", {}))
    assert (first.seen[1].offset, first.seen[1].timestamp) == (0, 0)


def test_a_time_header_that_is_none_is_no_crash():
    """A scraper may send any header; the clock goes on by those that are times."""
    run, first, _ = flow()
    for said in (b"x", b"-1", b"9" * 40, b"1773300000000"):
        list(run.run(None, b"value", {headers.TIME: said}))
    list(run.run(None, b"value", {}))
    assert first.seen[-1].timestamp == 1_773_300_000_000
