"""The how-to pages do what they say: an agency and a scraper's JSON, built as they are shown."""

import json
import re
import subprocess
import sys
import textwrap
from datetime import datetime
from pathlib import Path

import yaml
from tests.support.reading import story

from koreawire.pipeline.readers import scraped

PAGES = Path(__file__).parents[3] / "docs" / "how-to"
BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
READ = """
import json, sys
import koreawire.pipeline.grammars as folder
folder.__path__.append(sys.argv[1])
from tests.support.reading import read
text = sys.stdin.read()
print(json.dumps([json.loads(one.to_json()) for one in read(text)]))
"""


def blocks(page: str) -> list[tuple[str, str]]:
    """The code blocks of a page: language and text."""
    text = (PAGES / page).read_text(encoding="utf-8")
    return [(language, textwrap.dedent(code)) for language, code in BLOCK.findall(text)]


def read_with(folder: Path, text: str) -> list[dict]:
    """What *text* comes to when the files of *folder* lie among the grammars."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder)],
        input=text,
        capture_output=True,
        text=True,
        check=True,
        cwd=PAGES.parents[1],
    )
    return json.loads(done.stdout)


def test_an_agency_is_one_file(tmp_path):
    """The page's file, put where the grammars are, reads the page's item; nothing else changes."""
    (_, code), (_, copy), (_, expected) = blocks("add-an-agency.md")
    (tmp_path / "mistral.py").write_text(code, encoding="utf-8")
    (found,) = read_with(tmp_path, copy)
    wanted = json.loads(expected)
    assert found["headlines"][0]["value"] == wanted["headline"]
    assert found["bodies"][0]["value"] == wanted["body"]
    assert found["located"] == wanted["located"]
    assert found["koreawire"]["credit"]["distributor"] == wanted["credit"]
    assert wanted["revision"].items() <= found["koreawire"]["revision"].items()
    assert found["edNote"] == wanted["edNote"]
    (kill,) = read_with(tmp_path, "To all desks\n\nStrike item 157 at once, it is wrong.")
    assert (kill["kind"], kill["koreawire"]["revision"]["target"]["itemNumber"]) == ("kill", "157")


def test_without_the_file_the_same_copy_is_anybodys():
    """What the file adds is in the file alone."""
    found = story(blocks("add-an-agency.md")[1][1])
    assert found.koreawire.credit is None or found.koreawire.credit.distributor is None


def test_a_scrapers_json_is_one_entry(monkeypatch):
    """The page's entry, put before the others, reads the page's document."""
    (_, document), (_, entry), (_, expected) = blocks("add-a-scraper.md")
    shapes = [*yaml.safe_load(entry), *scraped.shapes()]
    monkeypatch.setattr(scraped, "shapes", lambda: shapes)
    found, wanted = story(document), json.loads(expected)
    assert (found.headline, found.body, found.by) == (
        wanted["headline"],
        wanted["body"],
        wanted["by"],
    )
    assert found.first_created == datetime.fromisoformat(wanted["firstCreated"])
    assert found.koreawire.language.tag == "en"
