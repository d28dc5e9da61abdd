"""The page of formats and agencies: what of each is read, from the fixtures the tests read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.conventions import cases
from tests.support.reading import story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koreawire.schemas.story import Story

FIXTURES = Path(__file__).parents[2] / "tests" / "data" / "formats"
NAMES = {
    "plain-text": "plain text",
    "html": "HTML page",
    "rss": "RSS 2.0",
    "atom": "Atom",
    "mail": "mail (RFC 822)",
    "newsml-g2": "NewsML-G2",
    "newsml-1": "NewsML 1.x",
    "nitf": "NITF 3.x",
    "ninjs-1": "ninjs 1.x, AP Media API",
    "ninjs-2": "ninjs 2.x",
    "ninjs-3": "ninjs 3.x",
    "dpa-digital-wire": "dpa digital wire (JSON)",
    "iptc-7901": "IPTC 7901",
    "anpa-1312": "ANPA 1312",
    "zczc": "ZCZC (AAP)",
    "rbnews": "RBNews (Ritzau)",
    "canadian-press": "Canadian Press XML",
    "press-release": "press release XML",
    "fundus": "fundus (JSON)",
    "news-please": "news-please (JSON)",
    "newspaper": "newspaper (JSON)",
    "trafilatura": "trafilatura (JSON)",
    "newsapi": "NewsAPI (JSON)",
    "schema-org": "schema.org NewsArticle (JSON)",
    "table": "CSV",
    "front-matter": "text with front matter",
    "raw-item": "RawItem",
}
FIELDS = (
    "headline", "body", "by", "located", "dateline", "slugline", "urgency", "firstCreated",
    "versionCreated", "embargoedUntil", "version", "language", "credit", "revision", "edNote",
    "rights", "altIds", "subjects",
)  # fmt: skip


def filled(found: Story) -> dict[str, object]:
    """Return each field of the page with its value in a story; None where there is none."""
    extension = found.koreawire
    credit, revision = extension.credit, extension.revision
    return {
        "headline": found.headline or None,
        "body": found.body or None,
        "by": found.by,
        "located": found.located,
        "dateline": extension.dateline.text if extension.dateline else None,
        "slugline": found.slugline,
        "urgency": found.urgency,
        "firstCreated": found.first_created,
        "versionCreated": found.version_created,
        "embargoedUntil": found.embargoed_until,
        "version": found.version,
        "language": extension.language.declared if extension.language else None,
        "credit": credit.distributor if credit else None,
        "revision": revision.action if revision else None,
        "edNote": found.ed_note,
        "rights": found.copyright_notice or found.usage_terms,
        "altIds": found.alt_ids,
        "subjects": found.subjects or found.genres,
    }


def fixtures() -> dict[str, Story]:
    """Return the story of each fixture, by the format's name on the page, in its order."""
    files = {file.stem: file for file in FIXTURES.iterdir()}
    return {title: story(files[stem].read_bytes()) for stem, title in NAMES.items()}


def formats() -> Iterator[str]:
    """Yield the lines of the page of formats."""
    yield "What a story of each format has, as read from one example each (`tests/data/formats`)."
    yield "A format is recognised by its content; a content type that says otherwise does no harm."
    yield "`language` means the format declares it: it is recognised in the text anyhow."
    yield ""
    yield f"| format | {' | '.join(FIELDS)} |"
    yield f"|---|{':-:|' * len(FIELDS)}"
    for title, found in fixtures().items():
        has = filled(found)
        marks = " | ".join("●" if has[name] is not None else " " for name in FIELDS)
        yield f"| {title} | {marks} |"
    yield ""
    yield "Packages, planning items, concepts, knowledge items, catalogs, events and items of"
    yield "pictures, video, audio and graphics end as `notAStory` with the reason; what no reader"
    yield "knows is a dead letter that says what was found."


def agencies() -> Iterator[str]:
    """Yield the lines of the page of agencies."""
    yield "What is read in each agency's copy; every form is a case in `tests/data/agencies.tsv`."
    yield "*Italic*: known from others' code or general knowledge only: it may mark a version, but"
    yield "decides neither a kill nor a credit."
    yield ""
    found = cases()
    conventions = list(dict.fromkeys(case.convention for case in found))
    yield f"| agency | {' | '.join(conventions)} |"
    yield f"|---|{'---|' * len(conventions)}"
    for agency in dict.fromkeys(case.agency for case in found):
        cells = []
        for convention in conventions:
            forms = [
                f"`{case.shown}`" if case.evidence == "seen" else f"*`{case.shown}`*"
                for case in found
                if (case.agency, case.convention) == (agency, convention)
            ]
            cells.append("<br>".join(forms) or " ")
        yield f"| {agency} | {' | '.join(cells)} |"
