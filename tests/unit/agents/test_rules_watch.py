"""Rules edited while the desk runs: the next story follows them, or the old ones go on."""

import asyncio
from types import SimpleNamespace

import pytest

from koreawire.agents.problem import Problem
from koreawire.agents.rules_kept import rules_at_start
from koreawire.agents.rules_watch import RulesWatch
from koreawire.pipeline.routing import Rules
from koreawire.pipeline.rules.source import RulesError

OLD = "desks: {day: Day}\nrules:\n  - {name: all, desk: day, when: {language: en}}\n"
NEW = OLD.replace("day", "night")


class Desk:
    """A rules file, a stage that follows it, and a broker that may refuse."""

    def __init__(self, path):
        path.write_text(OLD)
        self.path = path
        self.stage = SimpleNamespace(rules=Rules.load(OLD, path.name))
        self.prepared = []
        self.refuses = False
        self.kept = path.parent / "data" / "kept.yaml"
        self.watch = RulesWatch(self.stage, path, kept=self.kept, prepare=self.prepare)

    async def prepare(self, rules):
        """Note whose topics are asked for, and what was in force then."""
        self.prepared.append((tuple(rules.file.desks), tuple(self.stage.rules.file.desks)))
        if self.refuses:
            raise Problem("no broker")

    def look(self):
        """Look once."""
        return asyncio.run(self.watch.look())

    @property
    def desks(self):
        """Return the desks in force."""
        return tuple(self.stage.rules.file.desks)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "desks.yaml")


def test_an_unchanged_file_is_left_alone(desk):
    """Every two seconds nothing happens."""
    assert not desk.look()
    assert desk.prepared == []


def test_a_changed_file_is_followed_once_its_topics_are_there(desk):
    """A story sent to a topic that is not there would stop the worker."""
    desk.path.write_text(NEW)
    assert desk.look()
    assert desk.desks == ("night",)
    assert desk.prepared == [(("night",), ("day",))]
    assert not desk.look()


@pytest.mark.parametrize("text", ["", "desks: [", NEW.replace("language", "langage")])
def test_a_mistake_leaves_the_old_rules_in_force(desk, text):
    """An editor's slip must not stop the desk; the mended file is followed."""
    desk.path.write_text(text)
    assert not desk.look()
    assert desk.desks == ("day",)
    desk.path.write_text(NEW)
    assert desk.look()


def test_a_file_that_is_gone_for_a_moment_changes_nothing(desk):
    """Editors save by replacing the file."""
    desk.path.unlink()
    assert not desk.look()
    desk.path.write_text(NEW)
    assert desk.look()


def test_a_broker_that_does_not_answer_is_asked_again(desk):
    """The change is not lost."""
    desk.refuses = True
    desk.path.write_text(NEW)
    assert not desk.look()
    assert desk.desks == ("day",)
    desk.refuses = False
    assert desk.look()


def test_a_worker_that_starts_again_amid_a_mistake_goes_on_with_the_last_rules(desk):
    """A crash while somebody edits the file must not keep the desk down until morning."""
    desk.path.write_text(NEW)
    assert desk.look()
    desk.path.write_text("desks: [")
    assert rules_at_start(desk.path, desk.kept) == NEW
    desk.path.write_text(OLD)
    assert rules_at_start(desk.path, desk.kept) == OLD


def test_a_first_start_with_a_mistake_is_refused_with_its_line(desk):
    """There is nothing to go on with; whoever starts the worker is there to see it."""
    desk.path.write_text(OLD.replace("language", "langage"))
    with pytest.raises(RulesError, match=r"desks\.yaml:3: "):
        rules_at_start(desk.path, desk.kept)


def test_a_copy_that_cannot_be_left_stops_nobody(desk):
    """A full disk is no reason not to follow the rules."""
    desk.kept.parent.write_text("a file where the folder should be")
    desk.path.write_text(NEW)
    assert desk.look()
    assert desk.desks == ("night",)
