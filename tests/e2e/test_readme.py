"""The README's producer and consumer work as they stand there, on a desk started as it says."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path

import pytest
from tests.support.processes import Process, free_port, wait_until

README = Path(__file__).parents[2] / "README.md"
SNIPPET = re.compile(r"```python\n# (\w+\.py)\n(.*?)```", flags=re.DOTALL)
ADDRESS = re.compile(r"127\.0\.0\.1:\d+")
SNIPPETS = dict(SNIPPET.findall(README.read_text(encoding="utf-8")))

pytestmark = pytest.mark.embedded


@pytest.mark.parametrize("name", ["producer.py", "consumer.py"])
def test_a_snippet_is_about_ten_lines(name):
    """It promises ten lines; imports and the call at the end are not counted."""
    lines = [line for line in SNIPPETS[name].splitlines() if line.strip()]
    counted = [line for line in lines if not line.startswith(("import", "from", "asyncio.run"))]
    assert len(counted) <= 10


def test_the_producer_s_item_comes_out_at_the_consumer(tmp_path):
    """Who copies the README's lines must see a story at the other end."""
    for name, text in SNIPPETS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    env = {"KOREAWIRE_WEB_PORT": str(free_port()), "KOREAWIRE_DATA_DIR": str(tmp_path / "data")}
    desk = [sys.executable, "-m", "koreawire.agents.cli.main", "up"]
    with Process(desk, tmp_path / "up.log", env=env) as up:
        wait_until(lambda: bool(ADDRESS.search(up.said())), 60, "the broker's address")
        broker = {"KOREAWIRE_BROKER": ADDRESS.search(up.said())[0]}
        consumer = [sys.executable, "-u", tmp_path / "consumer.py"]
        producer = [sys.executable, tmp_path / "producer.py"]
        with Process(consumer, tmp_path / "consumer.log", env=broker) as reader:
            with Process(producer, tmp_path / "producer.log", env=broker) as writer:
                assert writer.wait(60) == 0, writer.said()
            wait_until(lambda: "urn:koreawire:my-scraper:1" in reader.said(), 60, "the story")
            assert "usable" in reader.said()
            assert "inter-korean" in reader.said()
        up.send(signal.SIGINT)
        assert up.wait(20) == 0, up.said()
