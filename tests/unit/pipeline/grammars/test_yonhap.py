"""Yonhap's copy, English and Korean: marks before and behind headlines, ATTN, mail addresses."""

import pytest
from tests.support.reading import read, read_as, story

EN = "The harbour of Busan reopened Thursday after a week of storms, officials said."
KO = "부산항이 일주일 만에 다시 문을 열었다고 항만 당국이 12일 밝혔다."
MORE = "당국은 부산항을 오가는 배가 곧 다시 다닐 것이라고 설명했다."
LEAD_EN = f"BUSAN, March 12 (Yonhap) -- {EN}"
LEAD_KO = f"(부산=연합뉴스) 홍길동 기자 = {KO}"


@pytest.mark.parametrize(
    ("line", "located"),
    [("SEOUL, Nov. 24 (Yonhap) -- ", "Seoul"), ("SEOUL -- ", "Seoul"), ("JEJU/SEOUL -- ", "Jeju")],
)
def test_an_english_dateline_has_two_hyphens(line, located):
    """Summaries leave out date and name."""
    found = read_as(f"Busan harbor reopens\n\n{line}{EN}")
    assert (found.body, found.located) == (EN, located)


@pytest.mark.parametrize(
    ("line", "located", "by"),
    [
        ("(부산=연합뉴스) 홍길동 기자 = ", "부산", "홍길동 기자"),
        ("(런던·서울=연합뉴스) 홍길동 특파원 임꺽정 기자 = ", "런던", "홍길동 특파원 임꺽정 기자"),
    ],
)
def test_a_korean_dateline_has_its_reporters(line, located, by):
    """They stand between the bracket and the equals sign."""
    found = read_as(f"부산항 다시 열려\n\n{line}{KO}")
    assert (found.body, found.located, found.by, found.credit) == (KO, located, by, ("Yonhap",))


@pytest.mark.parametrize(
    ("headline", "action", "seq"),
    [
        ("(URGENT) Busan harbor reopens", "alert", None),
        ("(LEAD) Busan harbor reopens", "update", 1),
        ("(2nd LD) Busan harbor reopens", "update", 2),
        ("(3rd LD) Busan harbor reopens", "update", 3),
    ],
)
def test_english_marks_stand_before_the_headline(headline, action, seq):
    """URGENT, then the story, then LEAD and the numbered ones."""
    found = read_as(f"{headline}\n\n{LEAD_EN}")
    assert (found.headline, found.action, found.seq) == ("Busan harbor reopens", action, seq)


@pytest.mark.parametrize(
    ("headline", "action", "seq"),
    [
        ("[속보] 부산항 다시 열려", "alert", None),
        ("부산항 다시 열려(종합)", "update", 1),
        ("부산항 다시 열려(종합2보)", "update", 2),
        ("부산항 다시 열려[종합2보]", "update", 2),
        ("부산항 다시 열려(2보)", "update", 2),
    ],
)
def test_korean_marks_stand_before_or_behind_the_headline(headline, action, seq):
    """속보 is the flash, 종합 the round-up that replaces it."""
    found = read_as(f"{headline}\n\n{LEAD_KO}")
    assert (found.headline, found.action, found.seq) == ("부산항 다시 열려", action, seq)


@pytest.mark.parametrize(
    "headline",
    ["(News Focus) Busan harbor reopens", "(Yonhap Interview) Busan harbor reopens"],
)
def test_series_names_in_brackets_are_no_marks(headline):
    """They are part of the headline."""
    found = read_as(f"{headline}\n\n{LEAD_EN}")
    assert (found.headline, found.action) == (headline, "new")


@pytest.mark.parametrize("headline", ["[단독] 부산항 다시 열려", "[게시판] 부산항 다시 열려"])
def test_korean_labels_in_brackets_are_no_marks(headline):
    """단독 is an exclusive, 게시판 a notice board."""
    assert read_as(f"{headline}\n\n{LEAD_KO}").action == "new"


def test_attn_says_what_changed():
    """For editors: never in the body."""
    note = "(ATTN: ADDS details in paras 4-5, photos)"
    found = story(f"(LEAD) Busan harbor reopens\n{note}\nBy Hong Gil-dong\n{LEAD_EN}")
    assert found.body == EN
    assert found.by == "Hong Gil-dong"
    assert "ADDS details in paras 4-5, photos" in found.ed_note


def test_end_mark_and_mail_address_are_no_text():
    """They close the story."""
    found = read_as(f"부산항 다시 열려\n\n{LEAD_KO}\n\ngildong@yna.co.kr\n\n(끝)")
    assert found.body == KO
    assert read_as(f"Busan harbor reopens\n\n{LEAD_EN}\n\n(END)").body == EN


def test_a_pictures_agency_is_not_the_storys():
    """`[AP=연합뉴스]` credits a picture inside a story of Yonhap's."""
    found = story(f"부산항 다시 열려\n\n{LEAD_KO}\n\n{MORE}\n\n[AP=연합뉴스]")
    assert found.koreawire.credit.originators == ("Yonhap",)
    assert found.koreawire.credit.photo == ("AP",)
    assert "AP" not in found.body


def test_a_whole_text_withdrawn_is_a_kill():
    """`[전문취소]` before the headline; a court that annuls something is a story."""
    (found,) = read("[전문취소] 부산항 폐쇄\n(부산=연합뉴스) 이 기사는 사실과 달라 취소합니다.")
    assert (found.kind, found.koreawire.revision.target.headline) == ("kill", "부산항 폐쇄")
    assert story(f'법원 "항만 인가 취소"\n\n{LEAD_KO}').headline == '법원 "항만 인가 취소"'
