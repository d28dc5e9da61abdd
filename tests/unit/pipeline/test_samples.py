"""The sample set is complete, ordered, and says what should become of each item."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

import orjson
import pytest
from pydantic import ValidationError

from koreawire.agents.client.inputs import inputs
from koreawire.pipeline.samples import expectations, samples
from koreawire.schemas.raw import RawItem
from koreawire.schemas.topics import RAW

FATES = {"passed", "duplicate", "stale", "withheld", "notice", "parked"}
DESKS = {
    "inter-korean",
    "politics",
    "diplomacy",
    "economy",
    "society",
    "culture",
    "sports",
    "science",
    "disasters",
    "breaking",
}


@pytest.fixture(scope="module")
def expected():
    return expectations()


def test_every_sample_has_an_expectation_and_every_expectation_a_sample(expected):
    """An answer table with holes would let a wrong decision pass unseen."""
    assert list(expected) == [sample.name for sample in samples()]


def test_the_set_covers_four_languages_and_every_fate(expected):
    """The demo must show each thing the desk does at least once."""
    languages = Counter(answer.get("language") for answer in expected.values())
    assert all(languages[tag] >= 10 for tag in ("nl", "en", "da", "ko")), languages
    assert {answer["fate"] for answer in expected.values()} == FATES
    desks = {desk for answer in expected.values() for desk in answer.get("desks", ())}
    assert desks == DESKS


def test_expectations_point_at_earlier_samples(expected):
    """A relation to something that comes later cannot be found in log order."""
    names = list(expected)
    for name, answer in expected.items():
        pointers = [answer.get("versionOf"), (answer.get("relation") or {}).get("to")]
        for other in filter(None, pointers):
            assert names.index(other) < names.index(name)


def test_an_item_that_should_be_used_is_a_valid_raw_item(expected):
    """Broken samples must be broken in the way their description says, the others not at all."""
    for sample in samples():
        if sample.name.startswith("raw/"):
            continue
        try:
            item = RawItem.model_validate_json(sample.value)
        except ValidationError:
            assert expected[sample.name]["fate"] == "parked", sample.name
        else:
            assert item.fetched_at is not None


def test_the_items_of_the_day_arrive_in_order():
    """Embargoes and kills depend on what the desk knew at that moment."""
    times = [
        orjson.loads(sample.value)["fetchedAt"]
        for sample in samples()
        if sample.name < "5" and not sample.name.startswith("raw/")
    ]
    assert times == sorted(times)
    assert {time[:10] for time in times} == {"2026-03-12"}


def test_the_command_line_reads_the_folder_as_the_package_does():
    """`koreawire process pipeline/data/samples` and `koreawire demo` must judge the same bytes."""
    folder = Path(str(files("koreawire.pipeline") / "data" / "samples"))
    read = {
        str(Path(item.name).relative_to(folder)): (item.key, item.value, item.headers)
        for item in inputs([str(folder)])
    }
    shipped = {sample.name: (sample.key, sample.value, sample.headers) for sample in samples()}
    assert read == shipped


def test_stories_have_a_realistic_length():
    """Duplicate and relevance rules behave differently on toy sentences."""
    words = [
        len(payload.split())
        for sample in samples()
        if not sample.name.startswith(("5", "raw/"))
        for payload in [orjson.loads(sample.value)["payload"]]
    ]
    assert sum(words) / len(words) > 100


def test_the_set_fits_the_raw_topic():
    """The demo's own items must never be refused by the broker's limit."""
    assert all(len(sample.value) < RAW.max_message_bytes for sample in samples())
