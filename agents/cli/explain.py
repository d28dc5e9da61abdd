"""`koreawire explain`: for each story of an input, what was decided and by which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from koreawire.agents.cli.explain_reading import show_dead_letter, show_notice, show_story
from koreawire.agents.client.inputs import inputs
from koreawire.agents.settings import load
from koreawire.pipeline.dead_letters import describe
from koreawire.pipeline.flow import Flow
from koreawire.pipeline.record import Record
from koreawire.pipeline.tracing import raw_text
from koreawire.schemas import headers, topics
from koreawire.schemas.enriched import EnrichedStory
from koreawire.schemas.notice import Notice, NoticeKind
from koreawire.schemas.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koreawire.agents.client.inputs import Input
    from koreawire.pipeline.record import Output
    from koreawire.schemas.enriched import Mention, Relevance
    from koreawire.schemas.story import LanguageTag

OUTPUT_WIDTH = 140  # columns, where the output is no terminal
PLACES_SHOWN = 6  # of one thing in one story


def explain(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, .jsonl(.gz), or - for stdin.")
    ],
) -> None:
    """Show each decision about an input and what it rests on.

    Every input is decided alone. How it was read: each field with its characters in
    the raw item and the rule that took them. Then the language and what decided it,
    whether the story is Korea's and why, its desks, and who and where was recognised,
    by which rule, and what was left open. For what is no story: why.

    Examples:

      koreawire explain story.txt

      koreawire explain items.jsonl.gz
    """
    from koreawire.pipeline.stages import build  # noqa: PLC0415 - it loads every model's code

    flow = Flow(build(load().options()).values())
    console = Console()
    if not console.is_terminal:
        console = Console(width=OUTPUT_WIDTH)
    for item in inputs(paths):
        flow.forget()
        for output in flow.run(item.key, item.value, item.headers):
            _show(console, item, output)


def _show(console: Console, item: Input, output: Output) -> None:
    """Print what one record decides; the topics between say nothing new."""
    if output.topic == topics.ENRICHED.name:
        _judged(console, EnrichedStory.model_validate_json(output.value))
    elif output.topic == topics.DEAD_LETTER.name:
        console.rule(escape(item.name), align="left")
        show_dead_letter(console, describe(output))
    elif output.topic == topics.NORMALISED.name and output.headers[headers.KIND] == b"notice":
        console.rule(escape(item.name), align="left")
        show_notice(console, Notice.model_validate_json(output.value))
    elif output.topic == topics.NOTICES.name:
        notice = Notice.model_validate_json(output.value)
        if notice.kind is NoticeKind.HELD:
            show_notice(console, notice)
    elif output.topic == topics.NORMALISED.name:
        story = Story.model_validate_json(output.value)
        console.rule(escape(f"{item.name}: {story.headline or story.body[:60]}"), align="left")
        payload, text = raw_text(Record(topics.RAW.name, 0, 0, 0, None, item.value, item.headers))
        show_story(console, story, text, len(payload))


def _judged(console: Console, story: EnrichedStory) -> None:
    extension = story.koreawire
    console.print(escape(_language(extension.language)))
    console.print(escape(_relevance(extension.relevance)))
    console.print(f"desks: {', '.join(extension.desks or ()) or 'none'}")
    table = Table("name", "id", "kind", "as written", "rule", "sure", "left open")
    for row in mention_rows(extension.mentions or ()):
        table.add_row(*map(escape, row))
    console.print(table)
    alone = left_alone(story)
    if alone:
        console.print(escape(f"left alone: {', '.join(alone)}"))
    console.print()


def _language(tag: LanguageTag | None) -> str:
    if tag is None:
        return "language: not decided"
    declared = f", declared {tag.declared}" if tag.declared else ""
    return f"language: {tag.tag}, reliability {tag.reliability:.2f}, by {tag.method}{declared}"


def _relevance(relevance: Relevance | None) -> str:
    if relevance is None:
        return "relevance: not judged"
    verdict = "Korea's" if relevance.relevant else "not Korea's"
    return f"{verdict}, score {relevance.score:.2f}: {'; '.join(relevance.reasons) or 'no reason'}"


def left_alone(story: EnrichedStory) -> list[str]:
    """The names that were read and linked to nothing: each once, with what it may stand for."""
    from koreawire.pipeline.entities.recognise import recogniser  # noqa: PLC0415 - it builds tables

    found = recogniser().left_alone(
        story.headline or "", story.body, story.language, story.koreawire.mentions or ()
    )
    return list(
        dict.fromkeys(
            f"{name.surface} ({' or '.join(name.ids)})" if name.ids else name.surface
            for name in found
        )
    )


def mention_rows(mentions: Iterable[Mention]) -> list[list[str]]:
    """A row for each entity and rule: who, as written where, how sure, what else it may be."""
    grouped: dict[tuple[str, str, str], list[Mention]] = {}
    for mention in mentions:
        key = (mention.id, mention.form.value, mention.method)
        grouped.setdefault(key, []).append(mention)
    rows = []
    for (identifier, form, method), group in grouped.items():
        first = group[0]
        places = [f"{m.surface} {m.field[0]}{m.start}" for m in group[:PLACES_SHOWN]]
        more = len(group) - len(places)
        open_to = dict.fromkeys(other for m in group for other in m.alternatives or ())
        rows.append(
            [
                first.canonical,
                identifier,
                "/".join(filter(None, (first.type.value, first.subtype, form))),
                ", ".join(places) + (f" and {more} more" if more else ""),
                method,
                f"{min(m.confidence for m in group):.2f}",
                " ".join(open_to),
            ]
        )
    return rows
