"""Datelines of every agency known, and prose that only looks like one."""

import pytest

from koreawire.pipeline.grammars.dateline import dateline

FORMS = [
    ("ROTTERDAM (ANP) - De", ("Rotterdam",), None, ("ANP",)),
    ("LIMA (ANP/AFP) - De", ("Lima",), None, ("ANP", "AFP")),
    ("CAPE CANAVERAL (ANP/AFP/DPA) - De", ("Cape Canaveral",), None, ("ANP", "AFP", "dpa")),
    ("Den Haag (ANP) – De", ("Den Haag",), None, ("ANP",)),
    ("SEOUL, Nov 3 (Reuters) - The", ("Seoul",), "--11-03", ("Reuters",)),
    ("Jan 30 (Reuters) - Gold", (), "--01-30", ("Reuters",)),
    ("Jan 3 (OPTA) - Results", (), "--01-03", ("OPTA",)),
    ("CAIRO (Reuters) - The", ("Cairo",), None, ("Reuters",)),
    ("SEOUL, Nov. 24 (Yonhap) -- The", ("Seoul",), "--11-24", ("Yonhap",)),
    ("JEJU/SEOUL -- The", ("Jeju", "Seoul"), None, ()),
    ("(서울=연합뉴스) 홍길동 기자 = 서울시는", ("서울",), None, ("Yonhap",)),
    ("(런던·서울=연합뉴스) 홍길동 특파원 임꺽정 기자 = 영국", ("런던", "서울"), None, ("Yonhap",)),
    ("(대전=뉴스1) 홍길동 기자 = 대전시는", ("대전",), None, ("News1",)),
    ("[부산=뉴시스]홍길동 기자 = 부산시는", ("부산",), None, ("Newsis",)),
    ("【ソウル聯合ニュース】韓国", ("ソウル",), None, ("Yonhap",)),
    ("PARIS, March 12, 2026 (AFP) - The", ("Paris",), "2026-03-12", ("AFP",)),
    ("Paris, 21 jan 2019 (AFP) -Le", ("Paris",), "2019-01-21", ("AFP",)),
    ("Wien (AFP) Die", ("Wien",), None, ("AFP",)),
    ("Vienna (dpa) - The", ("Vienna",), None, ("dpa",)),
    ("Vienna (tca/dpa) - The", ("Vienna",), None, ("TCA", "dpa")),
    ("Genève (ats afp) Le", ("Genève",), None, ("ATS", "AFP")),
    ("Pyongyang, July 18 (KCNA) -- The", ("Pyongyang",), "--07-18", ("KCNA",)),
    ("BOSTON (AP) _ The", ("Boston",), None, ("AP",)),
    ("SALEM, Mass. (AP) _ The", ("Salem",), None, ("AP",)),
    ("OSAKA, Japan, Dec. 9 Kyodo - The", ("Osaka",), "--12-09", ("Kyodo",)),
    ("MOSCOW, March 5. /TASS/. The", ("Moscow",), "--03-05", ("TASS",)),
    ("BEIJING, March 5 (Xinhua) -- The", ("Beijing",), "--03-05", ("Xinhua",)),
    ("Madrid, 5 mar (EFE).- El", ("Madrid",), "--03-05", ("EFE",)),
    ("(ANSA) - ROMA, 05 MAR - Il", ("Roma",), "--03-05", ("ANSA",)),
    ("Oslo (NTB-Reuters): Det", ("Oslo",), None, ("NTB", "Reuters")),
    ("DAEJEON, March 12 - The", ("Daejeon",), "--03-12", ()),
]


@pytest.mark.parametrize(("text", "places", "date", "agencies"), FORMS)
def test_a_dateline_says_where_when_and_who(text, places, date, agencies):
    """Each form has been seen in copy; the story begins right behind it."""
    found = dateline(text)
    assert found is not None
    assert (found.places, found.date, found.agencies) == (places, date, agencies)
    assert text[found.end :] in {
        "De",
        "The",
        "Results",
        "Gold",
        "Le",
        "Die",
        "El",
        "Il",
        "Det",
    } or (text[found.end].isalpha() and not text[found.end].isascii())


def test_a_credit_between_slashes_may_name_what_was_relayed():
    """As the same agency signs off; else the second name would open the story."""
    found = dateline("HONGKONG /ritzau/AFP - Det")
    assert (found.places, found.agencies, found.end) == (("Hongkong",), ("Ritzau", "AFP"), 23)


def test_reporters_in_a_dateline_are_the_byline():
    """Korean agencies write them between bracket and equals sign."""
    found = dateline("(런던·서울=연합뉴스) 홍길동 특파원 임꺽정 기자 = 영국")
    assert found.by == "홍길동 특파원 임꺽정 기자"


@pytest.mark.parametrize(
    "text",
    [
        "De regering (ANP) zegt",
        "Het persbureau Yonhap (Seoul) berichtte dat",
        "De president (79) - die ziek is - komt niet",
        "PRECIOUS-Gold rises as dollar slips",
        "NEW YORK - THAI LEADER SAYS HE QUITS",
        "VIDEO - Watch the launch",
        "Mr. Kim (AP) said so",
        "(Busan=APEC) leaders met",
        "He said: (Reuters) - no",
        "",
        "(",
    ],
)
def test_prose_is_no_dateline(text):
    """A sentence that loses its first words is worse than a dateline left in."""
    assert dateline(text) is None
