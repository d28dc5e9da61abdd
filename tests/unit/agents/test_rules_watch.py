"""Rules edited while the desk runs: the next story follows them, or the old ones go on."""

import asyncio
from types import SimpleNamespace

import pytest

from koreawire.agents.problem import Problem
from koreawire.agents.rules_watch import RulesWatch
from koreawire.pipeline.routing import Rules

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
        self.watch = RulesWatch(self.stage, path, prepare=self.prepare)

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
