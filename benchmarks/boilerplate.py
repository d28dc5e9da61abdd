"""What is kept of a page: precision and recall of characters, beside two extractors of note.

    python benchmarks/boilerplate.py               # a table in Markdown, both parts
    python benchmarks/boilerplate.py --show tune   # what was dropped and kept wrongly

64 pages in four languages, HTML and scraped text, written for this project
(`benchmarks/pages/`). An extractor's text is laid beside the story word by word: precision
is the share of its characters that are the story's, recall the share of the story's
characters that it kept. The headline counts neither way. trafilatura and resiliparse are
measured where they are installed (`pip install koreawire[benchmarks]`); scraped text is
given to them as paragraphs of a page, for they read nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import importlib.util
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from koreawire.pipeline.language import tagger
from koreawire.pipeline.normalise import Normalise
from koreawire.pipeline.readers.item import open_record
from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGES = Path(__file__).resolve().parent / "pages"
HELD = 3  # outlets of a language that no rule was tuned on
PER_OUTLET = 2  # stories set into each
LANGUAGES = ("nl", "en", "da", "ko")


@dataclass(frozen=True)
class Page:
    """A page and the paragraphs of the story it tells."""

    name: str
    language: str
    part: str
    form: str
    source: str
    headline: str
    story: tuple[str, ...]


def pages() -> Iterator[Page]:
    """Yield all pages; stories are dealt to the outlets in the order of their names."""
    for language in LANGUAGES:
        stories = (PAGES / "stories" / f"{language}.txt").read_text().split("=== ")[1:]
        outlets = sorted((PAGES / "outlets").glob(f"{language}-*"))
        hashed = sorted(outlets, key=lambda path: hashlib.sha256(path.stem.encode()).digest())
        held = set(hashed[:HELD])
        for number, path in enumerate(outlets):
            for story in stories[number * PER_OUTLET :][:PER_OUTLET]:
                headline, *told = story.strip().split("\n")
                yield Page(
                    f"{path.stem}/{headline[:30]}",
                    language,
                    "held" if path in held else "tune",
                    path.suffix[1:],
                    page(path, headline, told),
                    headline,
                    tuple(line.removeprefix("## ") for line in told),
                )


def page(outlet: Path, headline: str, told: list[str]) -> str:
    """Return the story as the outlet sets it."""
    about, _, text = outlet.read_text().partition("===\n")
    forms = dict(line.split(": ", 1) for line in about.strip().split("\n"))
    escape = html.escape if outlet.suffix == ".html" else str
    end = "\n\n" if outlet.suffix == ".txt" and "\n\n" in text else "\n"
    lines = [
        forms["subhead" if line.startswith("## ") else "paragraph"].format(
            escape(line.removeprefix("## "))
        )
        for line in told
    ]
    half = (len(lines) + 1) // 2
    slots = {
        "headline": escape(headline),
        "first": lines[0],
        "rest": end.join(lines[1:]),
        "middle": end.join(lines[1:half]),
        "last": end.join(lines[half:]),
    }
    for name, value in slots.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


def extractors() -> dict[str, Callable[[Page], str]]:
    """Return the extractors that are installed, by name."""
    found = {"koreawire": ours()}
    if importlib.util.find_spec("trafilatura"):
        import trafilatura  # noqa: PLC0415 - may be missing

        found["trafilatura"] = lambda one: (
            trafilatura.extract(_markup(one), include_comments=False) or ""
        )
    if importlib.util.find_spec("resiliparse"):
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

        found["resiliparse"] = lambda one: extract_plain_text(
            _markup(one), main_content=True, alt_texts=False, comments=False
        )
    return found


def ours() -> Callable[[Page], str]:
    """Return what a worker does with an item: the body of the first story."""
    stage = Normalise(tagger("py3langid"))

    def extract(one: Page) -> str:
        kind = b"text/html" if one.form == "html" else b"text/plain"
        record = Record(
            topics.RAW.name, 0, 0, 0, None, one.source.encode(), {headers.CONTENT_TYPE: kind}
        )
        story = stage.read(open_record(record, DEFAULT))[0]
        return getattr(story, "body", "")

    return extract


def _markup(one: Page) -> str:
    if one.form == "html":
        return one.source
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in one.source.split("\n") if line)
    return f"<html><body>{lines}</body></html>"


def compare(one: Page, found: str) -> tuple[int, int, int, list[str], list[str]]:
    """Return characters kept rightly, kept, and of the story; stretches of either error."""
    kept = [word for line in found.split("\n") for word in line.split() if line != one.headline]
    story = " ".join(one.story).split()
    match = SequenceMatcher(None, kept, story, autojunk=False)
    right = sum(
        len(word) for block in match.get_matching_blocks() for word in kept[block.a :][: block.size]
    )
    edits = [edit for edit in match.get_opcodes() if edit[0] != "equal"]
    wrong = [" ".join(kept[begin:end]) for _, begin, end, _, _ in edits if end > begin]
    missed = [" ".join(story[begin:end]) for _, _, _, begin, end in edits if end > begin]
    return right, sum(map(len, kept)), sum(map(len, story)), wrong, missed


def main() -> None:
    """Print the table, or the errors of our own extraction."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--show", choices=("tune", "held"), help="print our errors on this part")
    show = parser.parse_args().show
    sums: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    found = extractors()
    for one in pages():
        for name, extract in found.items():
            *counts, wrong, missed = compare(one, extract(one))
            for key in ((one.part, one.form, one.language, name), (one.part, "all", "all", name)):
                sums[key] = [a + b for a, b in zip(sums[key], counts, strict=True)]
            if name == "koreawire" and one.part == show and (wrong or missed):
                print(f"\n{one.name}", *(f"  kept   {text}" for text in wrong), sep="\n")
                print(*(f"  missed {text}" for text in missed), sep="\n")
    if show:
        return
    print("| part | form | language | " + " | ".join(found) + " |")
    print("|---|---|---|" + "---:|" * len(found))
    for part in ("tune", "held"):
        rows = [(form, one) for form in ("html", "txt") for one in LANGUAGES]
        for form, language in [*rows, ("all", "all")]:
            cells = [_cell(*sums[part, form, language, name]) for name in found]
            print(f"| {part} | {form} | {language} | " + " | ".join(cells) + " |")


def _cell(right: int, kept: int, story: int) -> str:
    return f"{right / max(1, kept):.3f} {right / max(1, story):.3f}"


if __name__ == "__main__":
    main()
