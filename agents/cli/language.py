"""`koreawire language`: tag a text, and measure the backends on texts whose language is known."""

from __future__ import annotations

import gzip
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from koreawire.agents.problem import Problem
from koreawire.pipeline.language import tagger

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(name="language", no_args_is_help=True, help="Tag and measure languages.")

BACKENDS = ("py3langid", "langdetect")
# Tags that count as one when scored: written standards of one language.
SAME = {"nb": "no", "nn": "no", "zh-Hans": "zh", "zh-Hant": "zh"}


@app.command()
def tag(
    text: Annotated[str, typer.Argument(help="The text.")],
    *,
    headline: Annotated[str, typer.Option(help="Its headline.")] = "",
    declared: Annotated[str | None, typer.Option(help="The language the feed declares.")] = None,
    backend: Annotated[str, typer.Option(help=" or ".join(BACKENDS))] = BACKENDS[0],
) -> None:
    """Show the language of a text, how sure that is and what decided.

    Examples:

      koreawire language tag "Noord-Korea heeft een raket gelanceerd"
    """
    found = _tagger(backend).tag(headline, text, declared)
    typer.echo(f"{found.tag}  reliability {found.reliability:.2f}  by {found.method}")


@dataclass(slots=True)
class Score:
    """How one backend did: right and all by granularity and language, and its seconds."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    total: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    seconds: float = 0.0

    def share(self, granularity: str) -> float:
        """The mean over languages of the share of texts that are right."""
        languages = [lang for kind, lang in self.total if kind == granularity]
        shares = [self.right[granularity, x] / self.total[granularity, x] for x in languages]
        return sum(shares) / len(shares)


@app.command()
def evaluate(
    file: Annotated[
        Path,
        typer.Argument(help='JSON lines (or .gz): {"text", "lang", "granularity"} a line.'),
    ],
    *,
    backend: Annotated[
        list[str] | None, typer.Option(help="Measure this one only; can be repeated.")
    ] = None,
) -> None:
    """Compare the backends on texts of known language: accuracy by kind of text, and speed.

    Accuracy is the mean over languages; nb and nn count as one, and so do both
    scripts of Chinese.

    Examples:

      koreawire language evaluate language.jsonl.gz
    """
    texts = list(_texts(file))
    scores = {name: _score(name, texts) for name in backend or BACKENDS}
    kinds = sorted({kind for score in scores.values() for kind, _ in score.total})
    table = Table("backend", *kinds, "texts/s", title=f"{len(texts)} texts")
    for name, score in scores.items():
        shares = (f"{100 * score.share(kind):.1f}" for kind in kinds)
        table.add_row(name, *shares, f"{len(texts) / max(score.seconds, 1e-9):,.0f}")
    console = Console()
    console.print(table)
    for name, score in scores.items():
        errors = [f"{gold} as {got} {n}" for (_, gold, got), n in score.wrong.most_common(12)]
        console.print(f"{name}, most frequent errors: {', '.join(errors) or 'none'}")


def _texts(file: Path) -> Iterator[dict[str, Any]]:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Problem(f"cannot read {file}: {error.strerror}") from error
    data = gzip.decompress(raw) if file.suffix == ".gz" else raw
    for number, line in enumerate(data.splitlines(), start=1):
        try:
            row = orjson.loads(line)
            row["text"], row["lang"]
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise Problem(f"{file}:{number}: not an object with text and lang") from error
        yield row


def _score(backend: str, texts: list[dict[str, Any]]) -> Score:
    judge, score = _tagger(backend), Score()
    begun = time.process_time()
    tags = [judge.tag("", row["text"]).tag for row in texts]
    score.seconds = time.process_time() - begun
    for row, got in zip(texts, tags, strict=True):
        kind = row.get("granularity", "text")
        gold, found = SAME.get(row["lang"], row["lang"]), SAME.get(got, got)
        score.total[kind, gold] += 1
        score.right[kind, gold] += gold == found
        if gold != found:
            score.wrong[kind, gold, found] += 1
    return score


def _tagger(backend: str) -> Any:
    try:
        return tagger(backend)
    except ValueError as error:
        raise Problem(str(error)) from error
