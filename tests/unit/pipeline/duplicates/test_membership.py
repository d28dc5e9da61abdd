"""A family as people ask for it."""

from __future__ import annotations

from koreawire.pipeline.duplicates.membership import family_of


def story(uri, sequence=1, *, provider="daily", originators=(), **more):
    extension = {
        "source": {"provider": provider, "sha256": "0"},
        "sequence": sequence,
        "family": "urn:1",
    }
    if originators:
        extension["credit"] = {"originators": list(originators)}
    return {
        "uri": uri,
        "language": "en",
        "headlines": [{"value": f"headline {uri}"}],
        "koreawire": extension | more,
    }


def relation(kind, uri, other):
    return {"kind": kind, "uri": uri, "otherUri": other}


def test_six_outlets_with_one_text_of_an_agency_count_one():
    """Repetition is no confirmation."""
    stories = [story("urn:1", originators=["Reuters"])]
    stories += [story(f"urn:{n}", provider=f"outlet{n}") for n in range(2, 8)]
    relations = [relation("near", f"urn:{n}", "urn:1") for n in range(2, 8)]
    family = family_of("urn:4", relations, stories, times={})
    assert len(family.members) == 7
    assert family.agencies == ("Reuters",)
    assert family.independence == 1


def test_a_second_agency_with_its_own_text_counts():
    """Two agencies that both were there are two."""
    stories = [story("urn:1", originators=["AFP"]), story("urn:2", originators=["AP"])]
    family = family_of("urn:1", [relation("update", "urn:2", "urn:1")], stories, times={})
    assert family.independence == 2


def test_the_newest_is_the_one_that_nothing_replaced():
    """A reader who wants one text wants that one."""
    stories = [
        story("urn:1"),
        story("urn:2"),
        story("urn:1", 2, replacedBy="urn:2"),
    ]
    times = {"urn:1": "2025-11-24T12:00", "urn:2": "2025-11-24T13:00"}
    family = family_of("urn:1", [relation("update", "urn:2", "urn:1")], stories, times=times)
    assert family.newest == "urn:2"


def test_a_merge_gives_the_surviving_name():
    """The absorbed name is still on older records."""
    merge = relation("merge", "urn:1", "urn:0")
    assert family_of("urn:1", [merge], [story("urn:1")], times={}).canonical == "urn:0"


def test_a_brief_in_a_digest_is_no_member():
    """A digest would join everything it reports."""
    stories = [story("urn:1"), story("urn:9")]
    family = family_of("urn:1", [relation("containedIn", "urn:1", "urn:9")], stories, times={})
    assert [member.uri for member in family.members] == ["urn:1"]


def test_an_unknown_uri_has_no_family():
    """The command says so instead of showing an empty table."""
    assert family_of("urn:x", [], [], times={}) is None
