"""`koreawire duplicates`: why two stories are one or not, and how often people agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from koreawire.agents.cli.lines import lines
from koreawire.agents.cli.pairs import judge, read_pairs
from koreawire.agents.client.inputs import inputs
from koreawire.agents.problem import Problem
from koreawire.pipeline.flow import Flow
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from koreawire.pipeline.duplicates.evaluation import Linked, Pair
    from koreawire.pipeline.duplicates.explain import Explanation, Telling

app = typer.Typer(
    name="duplicates", no_args_is_help=True, help="Explain and measure what is the same story."
)


@app.command()
def explain(
    first: Annotated[str, typer.Argument(help="A file with a story, or a uri.")],
    second: Annotated[str, typer.Argument(help="The other one, the later of the two.")],
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Find uris in output of `process`; else on the broker."),
    ] = None,
) -> None:
    """Show what two stories share, what differs, and which rule decided.

    Examples:

      koreawire duplicates explain first.txt second.txt

      koreawire duplicates explain urn:koreawire:yonhap:1 urn:koreawire:yonhap:2
    """
    from koreawire.pipeline.duplicates.explain import explain as explained  # noqa: PLC0415

    found = explained(_telling(first, source), _telling(second, source))
    console = Console()
    console.print(_verdict(found))
    table = Table("evidence", "log odds", box=None)
    for name, odds in found.weighed.parts.items():
        table.add_row(name, f"{odds:+.2f}")
    console.print(table)
    for title, shown in (
        ("shared", found.runs),
        ("changed", found.changes),
        ("only in the first", found.only_first),
        ("only in the second", found.only_second),
    ):
        for text in shown:
            console.print(f"{title}: {text}", markup=False, highlight=False)


@app.command()
def evaluate(
    pairs: Annotated[
        Path, typer.Argument(help="JSON lines: a, b, same; weight and label if known.")
    ],
    items: Annotated[
        Path | None,
        typer.Option(
            "--items", help="Raw items (JSON lines) around the pairs, if a and b are ids."
        ),
    ] = None,
) -> None:
    """Print precision, recall and F1 on labelled pairs, with 95 % intervals.

    A line has `a` and `b`: two raw items, or two itemIds of the file of --items;
    `same`: true or false; and may have `label` (duplicate, update, correction) and
    `weight`. The items run through the stages in order of time, as one stream.

    Examples:

      koreawire duplicates evaluate pairs.jsonl

      koreawire duplicates evaluate pairs.jsonl --items stream.jsonl
    """
    from koreawire.pipeline.duplicates.evaluation import named_right, scores  # noqa: PLC0415

    labelled, stream = read_pairs(pairs, items)
    linked = judge(stream)
    table = Table(f"{len(labelled)} pairs", "precision", "recall", "F1", box=None)
    for name, found in (
        ("connected directly", [linked.kind(pair) is not None for pair in labelled]),
        ("in one family", [linked.kin(pair) for pair in labelled]),
    ):
        measured = scores(labelled, found)
        table.add_row(name, str(measured.precision), str(measured.recall), str(measured.f1))
    console = Console()
    console.print(table)
    right, total = named_right(labelled, linked)
    if total:
        console.print(f"named right: {right} of {total} connected pairs with a label")
    console.print(_disagreements(labelled, linked))


def _verdict(found: Explanation) -> str:
    shares = found.comparison
    verdict = found.kind.value if found.kind is not None else "two stories"
    hours = "undated" if found.hours is None else f"{found.hours:.1f} h apart"
    return (
        f"{verdict} by {found.rule}: score {found.weighed.score:.3f}; {shares.shared} shared"
        f" shingles, containment {shares.containment:.2f}, Jaccard {shares.jaccard:.2f};"
        f" figures exchanged {shares.figures_changed}, names {shares.names_changed}; {hours}"
    )


def _disagreements(pairs: list[Pair], linked: Linked) -> str:
    missed = sum(pair.same and linked.kind(pair) is None for pair in pairs)
    wrong = sum(not pair.same and linked.kind(pair) is not None for pair in pairs)
    return f"{missed} pairs missed, {wrong} connected wrongly"


def _telling(name: str, source: Path | None) -> Telling:
    """Return the story a person names."""
    if Path(name).exists():
        story, time = _from_file(name)
    elif name.startswith("urn:"):
        story, time = _from_topic(name, source)
    else:
        raise Problem(f"{name} is no file and no uri (urn:koreawire:…)")
    return telling(story, time)


def telling(story: dict[str, Any], time: int | None) -> Telling:
    """Return a normalised story as what is compared."""
    from koreawire.pipeline.duplicates.explain import Telling  # noqa: PLC0415

    headlines, bodies = story.get("headlines") or (), story.get("bodies") or ()
    revision = story["koreawire"].get("revision") or {}
    return Telling(
        headline=headlines[0]["value"] if headlines else "",
        body=bodies[0]["value"] if bodies else "",
        time=time,
        correction=revision.get("action") == "correct",
    )


def _from_file(name: str) -> tuple[dict[str, Any], int | None]:
    from koreawire.agents.settings import load  # noqa: PLC0415
    from koreawire.pipeline.stages import build  # noqa: PLC0415 - it loads the models

    flow = Flow(build(load().options(), ("normalise",)).values())
    for item in inputs([name]):
        for output in flow.run(item.key, item.value, item.headers):
            if output.headers.get(headers.KIND) == b"story":
                time = int(output.headers[headers.TIME]) or None
                return orjson.loads(output.value), time
    raise Problem(f"{name} holds no story")


def _from_topic(uri: str, source: Path | None) -> tuple[dict[str, Any], int | None]:
    """Return the newest version of a story that was normalised."""
    found = None
    for _, record_headers, value in lines([topics.NORMALISED.name], source):
        if value.get("uri") == uri and "kind" not in value:
            found = value, int(record_headers.get(headers.TIME) or 0) or None
    if found is None:
        raise Problem(f"{uri} is not on {topics.NORMALISED.name}; it is kept there for four days")
    return found
