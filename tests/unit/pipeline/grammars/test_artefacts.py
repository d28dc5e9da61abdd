"""What scrapers leave in text, before any agency's form can be read (wire conventions, 0)."""

import pytest
from tests.support.reading import read, read_as, story

BODY = (
    "De haven van Busan is donderdag na een week storm weer opengegaan, zegt de havenmeester.\n\n"
    "Schepen lagen sinds maandag te wachten op zee, aldus de havenmeester van Busan."
)


@pytest.mark.parametrize("date", ["2018-05", "2019-11-07"])
def test_a_crawlers_date_is_a_hint_and_no_text(date):
    """To the month or the day; it is no moment, so no version is dated by it."""
    found = story(f" date {date} {BODY}")
    assert found.koreawire.content_date == date
    assert found.version_created is None
    assert "date 20" not in found.headline + found.body


def test_a_list_of_more_stories_is_cut_and_its_ages_count_from_the_fetch():
    """The page's own date says nothing about what is listed beside it."""
    page = (
        f"{BODY}\nMeer uit Buitenland\nLIMA (ANP/AFP) - In Peru is een brug ingestort, meldt de "
        "gemeente Lima woensdag.\n3 uur geledenOSLO (ANP/RTR) - Noorse vissers staken sinds "
        "woensdag voor meer loon, zegt hun bond.\n11 uur geleden"
    )
    main, *sides = read(page, fetchedAt="2026-03-12T18:20:00Z")
    assert "Peru" not in main.body
    assert [one.koreawire.credit.originators for one in sides] == [("AFP",), ("Reuters",)]
    assert [one.content_created.hour for one in sides] == [15, 7]
    assert all(one.koreawire.parent == main.uri for one in sides)


@pytest.mark.parametrize(
    ("line", "photo"),
    [
        ("Foto: AFP", ("AFP",)),
        ("JAN DE WIT/ REUTERS", ("Reuters",)),
        ("[AP=연합뉴스]", ("AP",)),
    ],
)
def test_a_photo_credit_is_not_the_storys(line, photo):
    """Who took the picture did not write the story."""
    found = story(f"Haven weer open\n\n{BODY}\n\n{line}")
    assert found.koreawire.credit.photo == photo
    assert found.koreawire.credit.originators == ()
    assert line not in found.body


def test_a_cut_off_notice_ends_the_text_and_marks_it():
    """The crawler stopped in the middle of a word of the cookie notice."""
    notice = (
        "We have updated our privacy policy. By continuing to use this site you accept the "
        "cookies we use; they do not store any personal infor"
    )
    found = story(f"{BODY}\n\n{notice}")
    assert "privacy" not in found.body
    assert found.koreawire.quality.truncated


def test_an_embed_is_no_text():
    """Its code means nothing to a reader."""
    assert "youtube" not in story(f"{BODY}\n\n[youtube Xx12345yyZZ]").body


def test_a_text_may_begin_in_the_middle():
    """Neither headline nor lead: both are optional."""
    found = story("De officieren praten er al weken over, maar een besluit is er niet. " + BODY)
    assert found.body


@pytest.mark.parametrize("text", [BODY, f"Havn åbner igen\n\n{BODY}"])
def test_without_a_credit_the_source_is_unknown(text):
    """A language is no agency: Danish does not make it Ritzau's."""
    credit = story(text).koreawire.credit
    assert credit is None or credit.distributor is None


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("Het persbureau Yonhap berichtte donderdag dat de haven weer open is.", "Yonhap"),
        ("Dat meldt het Russische staatspersbureau RIA donderdag over de haven.", "RIA"),
        ("Volgens staatspersbureau KCNA is de haven donderdag weer opengegaan.", "KCNA"),
        ("The AFP news agency said on Thursday that the harbour was open again.", "AFP"),
    ],
)
def test_an_agency_named_in_prose_is_attribution(sentence, agency):
    """Kept apart from who brought the story."""
    credit = story(f"Haven weer open\n\n{sentence} {BODY}").koreawire.credit
    assert agency in credit.attributed
    assert credit.distributor is None


def test_stories_run_together_are_parted_at_their_datelines():
    """Newest first, nothing between them."""
    text = (
        "SEOUL (Reuters) - South Korea reopened the harbour of Busan on Thursday, officials "
        "said.\nShips had waited at sea since Monday, the harbour master told reporters.\n"
        "TOKYO (Reuters) - Japanese fishermen began a strike for better pay on Wednesday, their "
        "union said.\nIt is the first strike of the fishermen in ten years."
    )
    assert [one.located for one in read(text)] == ["Seoul", "Tokyo"]


def test_credit_dateline_and_headline_survive_a_crawlers_date():
    """The date comes off before the grammar reads."""
    found = read_as("date 2019-11-07 SEOUL, Nov. 7 (Yonhap) -- The harbour reopened, it said.")
    assert (found.located, found.credit) == ("Seoul", ("Yonhap",))


PARK = (
    "수원시는 5일 하천가에 새 산책로를 열고 주민들에게 개방했다. 공사에는 두 해가 "
    "걸렸다고 한다.\n\n"
    "산책로에는 벚나무 천 그루가 심겼고 밤에도 걸을 수 있게 등을 달았다고 시는 설명했다."
)


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("주민들이 새 산책로를 걷고 있다. [사진=연합뉴스]", ("Yonhap",)),
        ("▲ 주민들이 새 산책로를 걷고 있다. /사진=뉴시스", ("Newsis",)),
        ("산책로 전경 (사진=수원시 제공)", ("수원시",)),
        ("주민들이 산책로를 걷고 있다. 2026.3.5 [수원시 제공=연합뉴스]", ("Yonhap",)),
    ],
)
def test_a_korean_caption_above_the_story_is_the_pictures(caption, credit):
    """Portals set picture and caption between headline and story."""
    found = story(f"수원시, 새 산책로 열어\n\n{caption}\n\n{PARK}")
    assert (found.headline, found.body) == ("수원시, 새 산책로 열어", PARK)
    assert found.koreawire.credit.photo == credit


def test_a_last_sentence_before_a_photo_credit_stays():
    """Only above a story is a sentence with a credit certainly no sentence of it."""
    last = "개장식에는 주민 삼백 명이 왔다. [사진=연합뉴스]"
    assert "주민 삼백 명이 왔다." in story(f"수원시, 새 산책로 열어\n\n{PARK}\n\n{last}").body


@pytest.mark.parametrize(
    "reactions",
    [
        "좋아요 12 훈훈해요 3 슬퍼요 0 화나요 1 후속기사 원해요 2",
        "좋아요\n12\n슬퍼요\n0\n화나요\n1\n후속기사 원해요\n2",
        "쏠쏠정보 0 흥미진진 1 공감백배 0 분석탁월 0 후속강추 0",
    ],
)
@pytest.mark.parametrize("signed", ["홍길동 기자 gildong@example.co.kr", "홍길동 기자"])
def test_what_a_portal_writes_below_a_story_is_none_of_it(reactions, signed):
    """The reporter signs below; the portal's own lines and buttons follow."""
    sorted_ = "이 기사는 언론사에서 생활 섹션으로 분류했습니다."
    found = story(f"수원시, 새 산책로 열어\n\n{PARK}\n\n{signed}\n\n{sorted_}\n\n{reactions}")
    assert (found.body, found.by) == (PARK, "홍길동 기자")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("By REUTERS", "Reuters"),
        ("By reuters", "Reuters"),
        ("By The Associated Press", "AP"),
        ("By dpa", "dpa"),
        ("Door ANP", "ANP"),
        ("Af /ritzau/", "Ritzau"),
    ],
)
def test_a_byline_that_names_an_agency_is_its_credit(line, code):
    """Sites put the agency where a writer's name belongs, in their own capitals."""
    told = "The ferry to the island sails again since Monday, the harbour office said in a note."
    found = story(
        f"Ferry sails again\n\nPublished: 3 hours ago\n\n{line}\n\n{told}\n\nIt had been laid up.",
        fetchedAt="2026-03-05T12:20:00Z",
    )
    assert (found.headline, found.by) == ("Ferry sails again", None)
    assert found.body.startswith(told)
    assert found.koreawire.credit.distributor == code
    assert found.content_created.isoformat() == "2026-03-05T09:00:00+00:00"


def test_the_dateline_knows_better_than_the_byline_whose_story_it_is():
    """A byline's agency stands where the dateline names none."""
    told = "The ferry to the island sails again since Monday, the harbour office said in a note."
    found = story(f"Ferry sails again\n\nBy REUTERS\n\nOBAN (AP) - {told}")
    assert found.koreawire.credit.distributor == "AP"
