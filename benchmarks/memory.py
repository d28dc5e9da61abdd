"""Does a worker's memory stay flat? Stories without end through one worker on a real Kafka.

    python benchmarks/memory.py [--stories 2000000] [--minutes M] [--step 20] [--svg FILE]

Flashes and briefs of 20 to 60 words, a tenth of them copies and updates. Event time goes on
twenty seconds a story, and what the desk remembers turns over with the settings' defaults: the
ledger's window (72 h) every 13,000 stories, the desks' 30 days every 130,000, the sequences' 40
days every 170,000; a run of fewer stories takes longer steps. Needs java 17 and mvn; Kafka keeps
30 MB a partition. Prints a line a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import secrets
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from aiokafka import AIOKafkaProducer
from hop import kafka
from latency import worker
from prose import START, Prose
from tests.support.processes import free_port

from koreawire.agents.client import topics
from koreawire.agents.client.admin import admin
from koreawire.agents.settings import Settings
from koreawire.schemas.topics import RAW

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = (20, 60)
COPIES, UPDATES = 0.05, 0.10  # shares of the stream, cumulated
RECENT = 500  # stories of which there are copies and updates
AHEAD = 4_000  # stories sent and not yet judged
TOLD_SECONDS = 60.0
LOOK_SECONDS = 2.0
READY_SECONDS = 90.0
PAGE = os.sysconf("SC_PAGE_SIZE")
SMALL_LOGS = {
    "log.retention.bytes": "30000000",
    "log.segment.bytes": "10000000",
    "log.retention.check.interval.ms": "10000",
    "log.cleaner.backoff.ms": "5000",
}


def resident(pid: int) -> float:
    """Return the MB of a process that are in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1e6


def decided(port: int) -> int | None:
    """Return how many items the worker has judged; None: its page is not up."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status", timeout=20) as answer:
            agents = json.loads(answer.read())["worker"]["agents"]
    except OSError:
        return None
    return agents["normalise"]["records"]


class Briefs:
    """Headlines and bodies of short stories without end, the same at every run."""

    def __init__(self) -> None:
        self._prose, self._random = Prose(), random.Random(2)  # noqa: S311 - texts, not secrets
        self._recent: list[str] = []

    def next(self) -> tuple[str, str]:
        """Return headline and body of the next story."""
        draw, kind = self._random, self._random.random()
        body = self._prose.body(draw.randint(*WORDS))
        if self._recent and kind < UPDATES:
            known = draw.choice(self._recent)
            body = known if kind < COPIES else f"{known} {self._prose.body(WORDS[0])}"
        if len(self._recent) < RECENT:
            self._recent.append(body)
        else:
            self._recent[draw.randrange(RECENT)] = body
        return self._prose.body(8), body


class Run:
    """One run: what was sent, and samples of stories decided and memory taken."""

    def __init__(self, settings: Settings, pid: int, stories: int, step_ms: int) -> None:
        self.settings, self.pid, self.stories = settings, pid, stories
        self._step_ms = step_ms
        self.decided = 0
        self.samples: list[tuple[int, float]] = []

    async def watch(self, until: float) -> None:
        """Sample until every story is judged, or it is *until*."""
        told = began = time.monotonic()
        while self.decided < self.stories and time.monotonic() < until:
            await asyncio.sleep(LOOK_SECONDS)
            seen = await asyncio.to_thread(decided, self.settings.web_port)
            taken = resident(self.pid)
            if not taken:
                raise SystemExit(f"the worker ended after {self.decided} stories")
            if seen is not None:
                self.decided = seen
                self.samples.append((seen, taken))
            if (now := time.monotonic()) - told > TOLD_SECONDS:
                told = now
                print(f"{now - began:6.0f} s {self.decided:9,} {taken:5.0f} MB", flush=True)

    async def send(self) -> None:
        """Send the stories, never far ahead of the worker."""
        briefs, topic = Briefs(), self.settings.topic(RAW.name)
        waiting = []
        async with AIOKafkaProducer(
            bootstrap_servers=self.settings.broker, linger_ms=20
        ) as producer:
            for number in range(self.stories):
                while number - self.decided > AHEAD:  # noqa: ASYNC110 - the worker tells nobody
                    await asyncio.sleep(0.2)
                waiting.append(await producer.send(topic, item(number, briefs, self._step_ms)))
                if len(waiting) == 500:
                    await asyncio.gather(*waiting)
                    waiting.clear()
            await asyncio.gather(*waiting)


def item(number: int, briefs: Briefs, step_ms: int) -> bytes:
    """Return a raw item of the stream."""
    headline, body = briefs.next()
    when = datetime.fromtimestamp((START + number * step_ms) / 1000, UTC)
    return orjson.dumps(
        {
            "provider": f"agency{number % 7}",
            "itemId": f"item-{number:09}",
            "fetchedAt": when,
            "headline": headline,
            "payload": body,
        }
    )


async def measure(
    settings: Settings, stories: int, *, step_ms: int, until: float
) -> list[tuple[int, float]]:
    """Run, no longer than *until*, and return the samples."""
    async with admin(settings) as client:
        await topics.create(client, settings, topics.specs(settings))
    with (
        tempfile.TemporaryDirectory(prefix="memory-") as folder,
        worker(settings, folder, KOREAWIRE_WEB_PORT=str(settings.web_port)) as pid,
    ):
        async with asyncio.timeout(READY_SECONDS):
            while await asyncio.to_thread(decided, settings.web_port) is None:  # noqa: ASYNC110
                await asyncio.sleep(1)  # a web page is asked, it tells nobody
        run = Run(settings, pid, stories, step_ms)
        sending = asyncio.create_task(run.send())
        await run.watch(until)
        sending.cancel()
        return run.samples


def svg(samples: Sequence[tuple[int, float]]) -> str:
    """Return memory over stories as a picture."""
    stories, most = samples[-1][0], max(size for _, size in samples) * 1.15
    width, height, left, bottom = 720, 320, 56, 40

    def at(count: float, size: float) -> str:
        x = left + count / stories * (width - left - 16)
        return f"{x:.1f},{height - bottom - size / most * (height - bottom - 16):.1f}"

    line = " ".join(at(count, size) for count, size in samples[:: max(1, len(samples) // 600)])
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"']
    parts.append(' font-family="sans-serif" font-size="12">')
    parts.append(f'<rect width="{width}" height="{height}" fill="white"/>')
    for step in range(int(most // 100) + 1):
        x, y = at(0, step * 100).split(",")
        parts.append(f'<path d="M{x} {y}H{width - 16}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y}" text-anchor="end" dy="4">{step * 100}</text>')
    for quarter in range(5):
        x, y = at(stories * quarter / 4, 0).split(",")
        parts.append(
            f'<text x="{x}" y="{float(y) + 18}" text-anchor="middle">'
            f"{stories * quarter // 4:,}</text>"
        )
    parts.append(f'<polyline points="{line}" fill="none" stroke="#2563eb" stroke-width="1.5"/>')
    parts.append('<text x="8" y="14">MB resident, by stories decided</text></svg>')
    return "".join(parts) + "\n"


def main() -> None:
    """Run, print and draw; exit 1 where memory has grown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=2_000_000)
    parser.add_argument("--minutes", type=float, default=24 * 60, help="at most")
    parser.add_argument("--step", type=int, default=20, help="s of event time a story; 20")
    parser.add_argument("--svg", type=Path)
    options = parser.parse_args()
    with kafka(SMALL_LOGS) as broker:
        settings = Settings(
            broker=broker,
            topic_prefix=f"memory-{secrets.token_hex(3)}.",
            web_port=free_port(),
        )
        began = time.monotonic()
        until = began + options.minutes * 60
        step_ms = options.step * 1_000
        samples = asyncio.run(measure(settings, options.stories, step_ms=step_ms, until=until))
    seconds = time.monotonic() - began
    half, last = (
        max(size for count, size in samples if low <= count / samples[-1][0] <= high)
        for low, high in ((0.3, 0.6), (0.7, 1.0))
    )
    print(
        f"{samples[-1][0]:,} stories in {seconds:,.0f} s ({samples[-1][0] / seconds:,.0f}/s);"
        f" most in memory from 30% to 60% of them {half:.0f} MB, from 70% on {last:.0f} MB"
    )
    if options.svg:
        options.svg.write_text(svg(samples), encoding="utf-8")
    raise SystemExit(last > half * 1.1)


if __name__ == "__main__":
    main()
