"""The pages are true: generated from the code, and every link leads somewhere."""

import re
from pathlib import Path

import pytest
from docs.generate.__main__ import REFERENCE, pages

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", flags=re.MULTILINE)


def test_the_reference_is_current():
    """What the code says and what its reference says are the same; `make docs` rewrites it."""
    written = {file.name: file.read_text(encoding="utf-8") for file in REFERENCE.glob("*.md")}
    generated = pages()
    assert {name: written.get(name) for name in generated} == generated


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page):
    """A dead link is where a newcomer gives up."""
    for target in LINK.findall(_without_code(page)):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{target} in {page.name}"
        if anchor:
            assert anchor in _anchors(file), f"{target} in {page.name}"


def test_every_page_can_be_reached_from_the_readme():
    """A page without a link to it is written for nobody."""
    found, new = set(), {ROOT / "README.md"}
    while new:
        found |= new
        new = {
            (page.parent / target.partition("#")[0]).resolve()
            for page in new
            for target in LINK.findall(_without_code(page))
            if "://" not in target and target.partition("#")[0].endswith(".md")
        } - found
    assert found >= set(PAGES)


def _without_code(page):
    text = page.read_text(encoding="utf-8")
    return re.sub(r"`[^`\n]*`(?!\]\()", "", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def _anchors(page):
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
