"""Every field of a story can be followed to the raw item's characters and a rule."""

import pytest
from docs.generate.formats import FIXTURES
from tests.support.reading import story

from koreawire.pipeline.readers.charset import decode
from koreawire.pipeline.tracing import traced

FILES = sorted(FIXTURES.iterdir())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_field_has_a_rule_and_its_characters_are_in_the_item(file):
    """What cannot be traced cannot be checked."""
    payload = file.read_bytes()
    text = decode(payload).text
    found = {one.field: one for one in traced(story(payload), text)}
    assert {"headlines", "bodies"} <= set(found)
    for one in found.values():
        assert one.rule
        if one.start is not None:
            assert 0 <= one.start < one.end


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_headlines_characters_are_the_headlines(file):
    """In a file whose text is as it stands; a mail's or a RawItem's is taken out of it first."""
    payload = file.read_bytes()
    text = decode(payload).text
    found = next(one for one in traced(story(payload), text) if one.field == "headlines")
    if file.stem not in {"mail", "raw-item"}:
        assert found.value[:20] in text[found.start : found.start + 25]


def test_a_mark_is_traced_to_its_agency_and_a_field_to_its_format():
    """The rule says whose form it was."""
    payload = (FIXTURES / "iptc-7901.txt").read_bytes()
    rules = {one.field: one.rule for one in traced(story(payload), decode(payload).text)}
    assert rules["revision"] == "dpa:mark"
    assert rules["slugline"] == "iptc-7901: the format's field"
    assert rules["edNote"] == "not-for-publication"
