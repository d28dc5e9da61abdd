"""Koreans named with title or age in Korean copy: 장동혁 대표, 배우 윤지오, 주흥철(38).

They need no gazetteer: a family name, two syllables and a title of
`pipeline/data/names/titles_ko.txt`. Reporters are left out, they sign news
from everywhere.
"""

from __future__ import annotations

import re
from functools import cache

from koreawire.pipeline.entities.words import word_list

# The common family names, without those that begin foreign names or plain words
# as often: 마 (마크롱), 도 (도널드), 연 (연구).
SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류진지"
    "엄채원천방공현함변염추소석선설"
)
SIGNERS = frozenset({"기자", "특파원", "앵커", "인턴기자", "논설위원"})
MANNER = ("씨", "군", "양", "옹")  # written behind a private person's name


BEFORE = ("가수", "감독", "대표", "배우", "검사", "선수", "의원", "장관", "회장")


@cache
def _pattern() -> re.Pattern[str]:
    """Name then title or age; name, office, title; title then name. Every repeat is bounded."""
    titles = sorted({*word_list("titles_ko.txt"), *MANNER} - SIGNERS, key=lambda t: (-len(t), t))
    title = f"(?:{'|'.join(map(re.escape, titles))})(?![가-힣]{{3}})"
    name = f"[{SURNAMES}][가-힣]{{2}}"
    office = f"[{SURNAMES}][가-힣][가-힣](?<![의은는을를에로]) [가-힣A-Z]{{2,12}} ?{title}"
    behind = "|".join(f"(?<={before} )" for before in BEFORE)
    return re.compile(
        rf"(?<![가-힣])(?:{name}(?= ?{title}|\(\d{{2}}[),·세])|(?:{behind}){name}(?![가-힣]{{3}})"
        rf"|(?={office}){name})"
    )


def titled_names(text: str) -> list[tuple[int, int]]:
    """Return where *text* names a Korean with a title or an age: code points, in order."""
    return [match.span() for match in _pattern().finditer(text)]
