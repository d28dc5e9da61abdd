"""How an item was read, for a person: each field, its characters, the rule; or why it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from koreawire.pipeline.tracing import traced
from koreawire.schemas.notice import NoticeKind

if TYPE_CHECKING:
    from rich.console import Console

    from koreawire.schemas.dead_letter import DeadLetter
    from koreawire.schemas.notice import Notice
    from koreawire.schemas.story import Story

VALUE_SHOWN = 68  # characters of a field's value


def show_story(console: Console, story: Story, text: str, size: int) -> None:
    """Print a story's raw item and every field with its characters and rule."""
    extension = story.koreawire
    quality, source = extension.quality, extension.source
    read = [f"raw item sha256 {source.sha256[:16]}…", f"{size} bytes"]
    if quality:
        read += [f"read as {quality.reader}", f"in {quality.charset or 'no charset of its own'}"]
        read += [f"story {source.part + 1} of {quality.parts}"] if quality.parts > 1 else []
        read += ["cut off at its end"] if quality.truncated else []
    rules = ", ".join(f"{name} {version}" for name, version in (extension.rules or {}).items())
    console.print(escape(", ".join(read)))
    console.print(f"rules: {rules}; characters count the decoded raw item")
    table = Table("field", "value", "characters", "rule")
    for one in traced(story, text):
        value = " ".join(one.value.split())
        shown = value if len(value) <= VALUE_SHOWN else f"{value[: VALUE_SHOWN - 1]}…"
        place = "" if one.start is None else f"{one.start}–{one.end}"
        table.add_row(one.field, escape(shown), place, escape(one.rule))
    console.print(table)
    if quality and quality.dropped:
        dropped = ", ".join(f"{kind} {count}" for kind, count in quality.dropped.items())
        console.print(f"left out, characters: {dropped}")


def show_notice(console: Console, notice: Notice) -> None:
    """Print why an item is no story, or what it orders."""
    said = "held back" if notice.kind is NoticeKind.HELD else f"no story ({notice.kind.value})"
    console.print(escape(f"{said}: {notice.reason}"))
    revision = notice.koreawire.revision
    if revision and revision.target:
        named = revision.target.model_dump(exclude_none=True)
        target = ", ".join(f"{name} {value}" for name, value in named.items())
        console.print(escape(f"it speaks of: {target}"))


def show_dead_letter(console: Console, letter: DeadLetter) -> None:
    """Print why an item could not be read."""
    console.print(escape(f"not readable, parked at {letter.stage}: {letter.reason}"))
