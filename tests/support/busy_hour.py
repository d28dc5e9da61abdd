"""An hour on a busy desk: several hundred invented stories in four languages, for every desk."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

STORIES = Path(__file__).parents[1] / "data" / "busy_hour.yaml"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOWNS = (  # at home and abroad, in Latin script and in Hangul
    ("Busan", "부산", "Leeds", "영국 리즈"),
    ("Daegu", "대구", "Nantes", "프랑스 낭트"),
    ("Incheon", "인천", "Turin", "이탈리아 토리노"),
    ("Gwangju", "광주", "Bremen", "독일 브레멘"),
    ("Daejeon", "대전", "Aarhus", "덴마크 오르후스"),
    ("Ulsan", "울산", "Utrecht", "네덜란드 위트레흐트"),
    ("Suwon", "수원", "Lyon", "프랑스 리옹"),
    ("Jeonju", "전주", "Malmö", "스웨덴 말뫼"),
)
ELSEWHERE = ("Pohang", "포항", "Ghent", "벨기에 헨트")
PARTS = {
    "en": ("Monday", "Monday morning"),
    "nl": ("maandag", "maandagochtend"),
    "da": ("mandag", "mandag morgen"),
    "ko": ("2일", "2일 오전"),
}


MORE = {
    "en": "More is expected later in the day.",
    "nl": "Later op de dag wordt meer bekend.",
    "da": "Der ventes mere nyt senere på dagen.",
    "ko": "자세한 내용은 오후에 나올 예정이다.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One item of the hour: what a scraper sends, and the desk that must get it."""

    number: int
    desk: str | None
    language: str
    town: str
    headline: str
    body: str
    came: datetime
    version: int = 1

    @property
    def uri(self) -> str:
        """The story's uri."""
        return f"urn:koreawire:hour:{self.number}"

    @property
    def item(self) -> bytes:
        """The item as a scraper sends it: ninjs, written a minute before it was fetched."""
        story = {
            "uri": self.uri,
            "version": str(self.version),
            "versioncreated": (self.came - timedelta(minutes=1)).isoformat(),
            "language": self.language,
            "headline": self.headline,
            "body_text": self.body,
        }
        item = {
            "provider": "hour",
            "itemId": str(self.number),
            "fetchedAt": self.came.isoformat(),
            "contentType": "application/json",
            "payload": json.dumps(story),
        }
        return json.dumps(item).encode()


def hour() -> list[Told]:
    """Return the stories of the hour, in the order they come: languages and desks mixed."""
    told = [one for place in TOWNS for one in _stories(place)]
    told.sort(key=lambda one: one.number * 37 % 101)  # no order in it, and always the same
    step = HOUR / len(told)
    return [replace(one, came=START + turn * step) for turn, one in enumerate(told)]


def again(first: Told, *, minutes: int) -> Told:
    """Return a second version of a story, *minutes* after the hour: a sentence was added."""
    body = f"{first.body}\n\n{MORE[first.language]}"
    return replace(first, version=2, body=body, came=START + HOUR + timedelta(minutes=minutes))


def rewritten(first: Told, desk: str, *, minutes: int) -> Told:
    """Return a second version that is another desk's: the item tells another story by now."""
    told = _stories(ELSEWHERE)
    other = next(one for one in told if (one.desk, one.language) == (desk, first.language))
    came = START + HOUR + timedelta(minutes=minutes)
    return replace(other, number=first.number, version=2, came=came)


def _stories(place: tuple[str, str, str, str]) -> list[Told]:
    """Return a story for each desk and language from *place*."""
    town, hangul, abroad, abroad_hangul = place
    turn = (*TOWNS, ELSEWHERE).index(place)
    written = yaml.safe_load(STORIES.read_text(encoding="utf-8"))
    told = []
    for texts in written["stories"]:
        for language, parts in PARTS.items():
            said = {
                "town": hangul if language == "ko" else town,
                "abroad": abroad_hangul if language == "ko" else abroad,
                "count": 11 + 9 * turn,
                "part": parts[turn % len(parts)],
            }
            headline, body = (text.format(**said) for text in texts[language])
            number = 100 * turn + len(told)
            last = written["last"][language][turn % len(TOWNS)]
            whole = f"{body} {last}"
            told.append(Told(number, texts["desk"], language, town, headline, whole, START))
    return told
