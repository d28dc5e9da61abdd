"""`koreawire explain`: for each story of an input, what was decided and by which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from koreawire.agents.cli.explain_reading import show_dead_letter, show_notice, show_story
from koreawire.agents.client.inputs import inputs
from koreawire.agents.settings import load
from koreawire.pipeline.dead_letters import describe
from koreawire.pipeline.event_time import came_at, told_time
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
    from koreawire.pipeline.enrich import Enrich
    from koreawire.pipeline.record import Output
    from koreawire.pipeline.routing import Rules
    from koreawire.schemas.enriched import Mention, Relevance
    from koreawire.schemas.story import Concept, LanguageTag

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

    stages = build(load().options())
    rules = cast("Enrich", stages["enrich"]).rules
    flow = Flow(stages.values())
    console = Console()
    if not console.is_terminal:
        console = Console(width=OUTPUT_WIDTH)
    for item in inputs(paths):
        flow.forget()
        for output in flow.run(item.key, item.value, item.headers):
            _show(console, item, output, rules)


def _show(console: Console, item: Input, output: Output, rules: Rules) -> None:
    """Print what one record decides; the topics between say nothing new."""
    if output.topic == topics.ENRICHED.name:
        happened = told_time(output.headers)
        came = None if happened is None else came_at(output.headers, happened)
        _judged(console, EnrichedStory.model_validate_json(output.value), rules, came)
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


def _judged(console: Console, story: EnrichedStory, rules: Rules, came_at_ms: int | None) -> None:
    extension = story.koreawire
    console.print(escape(_language(extension.language)))
    console.print(escape(_relevance(extension.relevance)))
    if story.subjects:
        console.print(escape(f"subjects: {', '.join(map(_subject, story.subjects))}"))
    console.print(escape(desks(story, rules, came_at_ms)))
    table = Table(
        *("name", "id", "kind", "as written", "rule", "sure", "left open"),
        caption="as written: h headline, b body, and the character it begins at",
        caption_justify="left",
    )
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
    if relevance.focus:
        verdict += f" ({relevance.focus})"
    return f"{verdict}, score {relevance.score:.2f}: {'; '.join(relevance.reasons) or 'no reason'}"


def _subject(concept: Concept) -> str:
    """A subject, with its confidence where it was told by its words."""
    name = concept.name or concept.uri or concept.literal or "without a name"
    return name if concept.confidence is None else f"{name} {concept.confidence}%"


def desks(story: EnrichedStory, rules: Rules, came_at_ms: int | None) -> str:
    """The desks, each with the rules that sent the story there."""
    held = [trial.rule for trial in rules.explain(story, came_at_ms) if trial.held]
    told = []
    for desk in story.koreawire.desks or ():
        names = [rule.name for rule in held if desk in rule.desks]
        told.append(f"{desk} ({'; '.join(names)})" if names else desk)
    return f"desks: {', '.join(told) or 'none'}"


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
