"""Rules send stories to desks; a file with a mistake is refused with its line."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.support.enriched import NOON_MS, FakeRecogniser, enriched

from koreawire.pipeline.routing import Rules
from koreawire.pipeline.rules.source import RulesError
from koreawire.schemas.story import Action, Concept, Revision
from koreawire.schemas.topics import desk_topic

NOON = datetime.fromtimestamp(NOON_MS / 1000, UTC)


def rules(when, *, more=""):
    return Rules.load(
        f"desks: {{a: A, b: B}}\nrules:\n  - name: one\n    desk: a\n    when: {when}\n{more}",
        "test.yaml",
    )


def holds(when, story, event_time_ms=NOON_MS):
    return rules(when).desks(story, event_time_ms) == ("a",)


def with_mentions(headline, body="", **more):
    return enriched(
        headline, body, mentions=FakeRecogniser().recognise(headline, body, "en"), **more
    )


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{language: en}", True),
        ("{language: [nl, da]}", False),
        ("{focus: north}", True),
        ("{not: {focus: north}}", False),
        ("{relevance: {at_least: 0.8}}", True),
        ("{relevance: {at_most: 0.8}}", False),
        ("{urgency: {at_most: 3}}", True),
        ("{entity: Q423}", True),
        ("{place: Q423}", True),
        ("{person: Q423}", False),
        ("{entity: {ids: [Q423, Q884], in: headline, at_least: 2}}", False),
        ("{entity: {ids: [Q423, Q884], in: text, at_least: 2}}", True),
        ('{subject: "11000000"}', True),
        ('{subject: {codes: ["11000000"], confidence: 90}}', False),
        ("{words: {of: {en: [missile*]}}}", True),
        ("{words: {of: {en: [missile*]}, in: headline}}", False),
        ("{words: {of: {ko: [missile*]}}}", False),
        ('{pattern: "korea[ns]{0,2} says"}', True),
        ('{pattern: {is: "says", in: slugline}}', False),
        ("{action: new}", True),
        ("{action: [alert, correct]}", False),
        ("{all: [{language: en}, {focus: north}]}", True),
        ("{any: [{language: nl}, {focus: north}]}", True),
        ("{language: en, focus: south}", False),
        ('{schedule: {zone: Asia/Seoul, from: "08:00", to: "10:00"}}', True),
        ('{schedule: {zone: Europe/Amsterdam, from: "08:00", to: "10:00"}}', False),
        ('{schedule: {zone: UTC, days: [sat-sun], from: "00:00", to: "24:00"}}', False),
    ],
)
def test_a_condition_holds_or_not(when, expected):
    """Every field of the story can decide about its desk."""
    story = with_mentions(
        "North Korea says no",
        "Missiles were seen over North Korea.",
        focus="north",
        urgency=3,
        subjects=(Concept(uri="http://cv.iptc.org/newscodes/mediatopic/11000000", confidence=70),),
    )
    assert holds(when, story) is expected


@pytest.mark.parametrize(
    ("mark", "when", "expected"),
    [
        (None, "{revision: {at_most: 0}}", True),
        (Revision(), "{revision: {at_most: 0}}", True),
        (Revision(action=Action.UPDATE, seq=2), "{revision: {at_least: 2}}", True),
        (Revision(action=Action.UPDATE, seq=2), "{revision: {at_most: 1}}", False),
        (Revision(action=Action.UPDATE), "{revision: {at_least: 0}}", False),
    ],
)
def test_a_rule_can_ask_for_the_number_of_the_revision(mark, when, expected):
    """A desk may want the first report and the fifth, or be spared what lies between."""
    assert holds(when, enriched("X", extension={"revision": mark})) is expected


def test_desks_come_in_the_order_of_the_file_and_an_exit_ends_the_list():
    """One way out: what is decided by an exit is not undone by a later rule."""
    more = """
  - {name: two, desks: [b], when: {language: en}, exit: true}
  - {name: three, desks: [a], when: {language: en}}
"""
    story = enriched("X")
    assert rules("{language: nl}", more=more).desks(story) == ("b",)
    assert [trial.rule.name for trial in rules("{language: nl}", more=more).explain(story)] == [
        "one",
        "two",
    ]


def test_a_last_rule_can_take_what_no_other_took():
    """No Korea story falls between the desks."""
    more = "\n  - {name: two, desks: [b], when: {unrouted: true}}\n"
    assert rules("{language: en}", more=more).desks(enriched("X")) == ("a",)
    assert rules("{language: nl}", more=more).desks(enriched("X")) == ("b",)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "empty"),
        ("a: [", 1, "not YAML"),
        ("desks: {a: A}\n", 1, "'rules'"),
        ("desks: {A b: x}\nrules: []", 1, "cannot name a desk"),
        ("desks: {stories: x}\nrules: []", 1, "cannot name a desk"),
        ("desks: {a: A}\nrules:\n  - {name: n, desk: b, when: {language: en}}", 3, "'b'"),
        ("desks: {a: A}\nrules:\n  - {name: n, desk: a, when: {langage: en}}", 3, "'language'"),
        (
            "desks: {a: A}\nrules:\n  - name: n\n    desk: a\n    when: {urgency: {at_most: x}}",
            5,
            "number",
        ),
        (
            "desks: {a: A}\nrules:\n  - name: n\n    desk: a\n    when:\n      pattern: '(a|b)*'",
            6,
            "bound",
        ),
        ("desks: {a: A}\nrules:\n  - {name: n, desk: a, when: {}}", 3, "asks nothing"),
        ("desks: {a: A}\nrules:\n  - {desk: a, when: {language: en}}", 3, "'name'"),
        ("desks: {a: A}\nrules:\n  - {name: n, when: {language: en}}", 3, "desks"),
        ("desks: {a: &x A, b: *x}\nrules: []", 1, "aliases"),
        ("desks: {a: A, a: B}\nrules: []", 1, "twice"),
        (
            (
                "desks: {a: A}\nrules:\n  - {name: n, desk: a, when: "
                "{schedule: {zone: Mars, from: '01:00', to: '02:00'}}}"
            ),
            3,
            "zone",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_line(text, line, said):
    """The old rules go on; the editor needs to know where to look."""
    with pytest.raises(RulesError) as caught:
        Rules.load(text, "my.yaml")
    assert str(caught.value).startswith(f"my.yaml:{line}: ")
    assert said in str(caught.value)


def test_every_mistaken_rule_is_reported_at_once():
    """Nobody wants to fix a file one refusal at a time."""
    text = "desks: {a: A}\nrules:\n  - {desk: a}\n  - {name: n, desk: b, when: {language: en}}\n"
    with pytest.raises(RulesError) as caught:
        Rules.load(text, "f")
    assert len(str(caught.value).splitlines()) == 2


def test_the_version_changes_with_the_text():
    """A record must say which rules sent it."""
    one = rules("{language: en}")
    two = rules("{language: nl}")
    assert one.version != two.version
    assert one.version.startswith("desks-")


def test_the_shipped_rules_name_topics_a_broker_accepts():
    """Desk topics are created from the rules."""
    shipped = Rules.shipped()
    assert desk_topic("inter-korean") in shipped.topics()
    assert next(spec.name for spec in shipped.topics()) == "korea.breaking.v1"


def flash(**more):
    return enriched("[속보] 지진 발생", language="ko", focus="south", **more)


def test_a_fresh_flash_rings_the_breaking_desk():
    """That is what the desk is for."""
    story = flash(version_created=NOON - timedelta(minutes=5))
    assert "breaking" in Rules.shipped().desks(story, NOON_MS)


@pytest.mark.parametrize(
    "story",
    [
        flash(version_created=NOON - timedelta(days=3)),
        flash(first_created=NOON - timedelta(hours=2)),
        flash(),
        enriched("A quiet day", version_created=NOON),
    ],
    ids=["three days old", "two hours old", "without a date", "no flash"],
)
def test_an_old_or_undated_item_never_rings(story):
    """A backfill of old items must wake nobody."""
    assert "breaking" not in Rules.shipped().desks(story, NOON_MS)


def test_an_alert_by_its_revision_rings():
    """Agencies mark flashes in many ways; the revision model has one."""
    alert = Revision(action=Action.ALERT)
    story = enriched("Quake in Pohang", version_created=NOON, extension={"revision": alert})
    assert "breaking" in Rules.shipped().desks(story, NOON_MS)
