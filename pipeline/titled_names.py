"""Koreans named with title or age in Korean copy: 장동혁 대표, 배우 윤지오, 주흥철(38).

They need no gazetteer: a family name, two syllables and a title of
`pipeline/data/names/titles_ko.txt`. Reporters are left out, they sign news
from everywhere.
"""

from __future__ import annotations

import re
from functools import cache

from koreawire.pipeline.entities.gazetteer import entities
from koreawire.pipeline.entities.hangul_evidence import VERB_STEMS, name_tables
from koreawire.pipeline.entities.words import word_list
from koreawire.schemas.enriched import EntityType

# The common family names, without those that begin foreign names or plain words
# as often: 마 (마크롱), 도 (도널드), 연 (연구).
SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류진지"
    "엄채원천방공현함변염추소석선설"
)
SIGNERS = frozenset({"기자", "특파원", "앵커", "인턴기자", "논설위원"})
PARTY = "당"
STATIONED = "주"  # 주영국대사: ambassador to Britain
# No given name ends so, many a verb or noun with its particle does: 한다고 강유정 대변인.
ENDINGS = (
    "다고", "라고", "하고", "다는", "라는", "하는", "으로", "에서", "까지", "부터", "보다", "처럼",
)  # fmt: skip
MANNER = ("씨", "군", "양", "옹")  # written behind a private person's name


BEFORE = ("가수", "감독", "대표", "배우", "검사", "선수", "의원", "장관", "회장")


@cache
def _pattern() -> re.Pattern[str]:
    """Name then title or age; name, office, title; title then name. Every repeat is bounded.

    It begins with a family name, so that all else of a text is skipped in C; what must stand
    before the name is asked behind its first syllable.
    """
    titles = sorted({*word_list("titles_ko.txt"), *MANNER} - SIGNERS)
    title = f" ?{_one_of(titles)}(?![가-힣]{{3}})"
    office = f"(?<![의은는을를에로]) [가-힣A-Z]{{2,12}}{title}"
    behind = f"(?<=(?:{'|'.join(BEFORE)}) ...)"
    return re.compile(
        rf"[{SURNAMES}](?<![가-힣].)[가-힣]{{2}}"
        rf"(?:(?={title}|\(\d{{2}}[),·세])|{behind}(?![가-힣]{{3}})|(?={office}))"
    )


def _one_of(words: list[str]) -> str:
    """A pattern of one of *words*, by their first characters: most text is none of them."""
    rest: dict[str, list[str]] = {}
    for word in words:
        rest.setdefault(word[0], []).append(re.escape(word[1:]))
    firsts = "|".join(f"{first}(?:{'|'.join(tails)})" for first, tails in rest.items())
    return f"(?=[{''.join(rest)}])(?:{firsts})"


@cache
def _no_people() -> frozenset[str]:
    """Names and phrases of three syllables that are nobody's: 이라크, 강남구, 이영화."""
    things = (one for one in entities() if one.type is not EntityType.PERSON)
    named = {name.text for one in things for name in one.names}
    return frozenset(named.union(word_list("not_names_ko.txt")))


def _is_person(name: str) -> bool:
    """Can it be a person: no place or party, nor a verb's form (방문해 from 방문하다)?"""
    if name in _no_people() or name.endswith((PARTY, *ENDINGS)):
        return False
    if name[0] == STATIONED and name[1:] in _no_people():
        return False
    tables = name_tables()
    verb = name[-1] in VERB_STEMS and name[:2] in tables.words
    return not verb or name[0] in tables.listed.get(name[1:], "")


def titled_names(text: str) -> list[tuple[int, int]]:
    """Return where *text* names a Korean with a title or an age: code points, in order."""
    found = _pattern().finditer(text)
    return [match.span() for match in found if _is_person(match.group())]
