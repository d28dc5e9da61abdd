"""A raw item becomes the stories it holds, or says why it holds none."""

import base64
import json

import pytest

from koreawire.pipeline.normalise import Normalise
from koreawire.pipeline.record import Record
from koreawire.schemas import headers, topics
from koreawire.schemas.notice import Notice
from koreawire.schemas.raw import CONTENT_TYPE
from koreawire.schemas.story import LanguageTag, PubStatus, Story

RAW = {headers.CONTENT_TYPE: CONTENT_TYPE.encode()}


class OneLanguage:
    """A tagger that knows one language."""

    def tag(self, _headline, _body, declared):
        """Return the one."""
        return LanguageTag(tag="nl", reliability=1.0, method="fake", declared=declared)


@pytest.fixture(scope="module")
def normalise():
    return Normalise(OneLanguage())


def record(value, record_headers=None, offset=7):
    if isinstance(value, dict):
        value, record_headers = json.dumps(value).encode(), RAW
    return Record(topics.RAW.name, 2, offset, 1_000, None, value, record_headers or {})


def values(decision):
    models = {b"story": Story, b"notice": Notice}
    return [
        models[output.headers[headers.KIND]].model_validate_json(output.value)
        for output in decision.outputs
    ]


def only(normalise, value, record_headers=None):
    (found,) = values(normalise.decide(record(value, record_headers)))
    return found


STORY = (
    "Brug over Eem weer open\n\nAMERSFOORT (ANP/RTR) - De brug over de Eem is donderdag na drie "
    "maanden weer opengesteld voor verkeer, meldt de gemeente.\n\nFietsers moesten al die tijd "
    "omrijden."
)


def test_an_item_with_an_id_keeps_it_as_its_uri(normalise):
    """Kills, versions and duplicates all hang on the uri, so it may depend on nothing else."""
    story = only(normalise, {"provider": "anp", "itemId": "X 1#2", "payload": STORY})
    assert story.uri == "urn:koreawire:anp:X%201%232"


def test_an_item_without_an_id_is_named_by_its_payload(normalise):
    """Not by the envelope: the same text fetched twice is the same item."""
    one = only(normalise, {"fetchedAt": "2026-03-12T10:00:00Z", "payload": STORY})
    two = only(normalise, STORY.encode())
    assert one.uri == two.uri == f"urn:koreawire:sha256:{one.koreawire.source.sha256[:32]}"


def test_headline_dateline_and_credit_leave_the_body(normalise):
    """Who reads the body for places must not find the dateline's."""
    story = only(normalise, STORY.encode())
    assert story.headline == "Brug over Eem weer open"
    assert story.body.startswith("De brug over de Eem")
    assert story.located == "Amersfoort"
    assert story.koreawire.credit.distributor == "ANP"
    assert story.koreawire.credit.originators == ("Reuters",)


def test_the_headline_sent_beside_the_payload_wins(normalise):
    """The scraper knows the page's headline; the text may begin with a kicker."""
    story = only(normalise, {"headline": "Brug open", "payload": STORY})
    assert story.headline == "Brug open"


def test_a_headline_alone_is_a_story(normalise):
    """Alerts have no text."""
    story = only(normalise, {"headline": "북한, 미사일 발사", "payload": ""})
    assert story.headline == "북한, 미사일 발사"
    assert story.bodies is None


def test_time_and_origin_travel_in_headers(normalise):
    """Values hold no clock; a record without fetchedAt happens when the broker took it."""
    fetched = {"fetchedAt": "1970-01-01T00:00:05Z", "payload": STORY}
    (output,) = normalise.decide(record(fetched)).outputs
    assert output.headers[headers.TIME] == b"5000"
    assert output.headers[headers.ORIGIN] == b"wire.items.raw.v1:2:7#0"
    (output,) = normalise.decide(record(STORY.encode())).outputs
    assert output.headers[headers.TIME] == b"1000"


def test_a_replayed_item_keeps_its_origin(normalise):
    """A dead letter that is replayed is still the item it was."""
    replayed = {**RAW, headers.ORIGIN: b"wire.items.raw.v1:0:3"}
    (output,) = normalise.decide(record(json.dumps({"payload": STORY}).encode(), replayed)).outputs
    assert output.headers[headers.ORIGIN] == b"wire.items.raw.v1:0:3#0"


@pytest.mark.parametrize(
    ("value", "record_headers", "reason"),
    [
        (b"", {}, "0 bytes"),
        (b" \n ", {}, "blank"),
        (b'{"payload": "cut off', RAW, "not JSON"),
        (b'["a list"]', RAW, "no RawItem"),
        (b'{"title": "a bookmark"}', RAW, "no RawItem"),
        (b'{"title": "a bookmark"}', {}, "neither a raw item nor"),
        (b"{no json}", {}, "not JSON"),
        (b"null\n", {}, "neither a raw item nor"),
        (b'{"payload": ""}', {}, "empty"),
        (b'{"payload": "x", "charset": "klingon"}', {}, "unknown charset 'klingon'"),
        (b"text", {headers.CONTENT_TYPE: b"text/plain; charset=klingon"}, "unknown charset"),
        (b'{"payload": "x", "payloadBase64": "eA=="}', RAW, "either payload or"),
        (b'{"payloadBase64": "%%%"}', RAW, "base64"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x01" * 9, {}, "no text"),
        (b"text", {headers.CONTENT_TYPE: b"image/png"}, "image/png"),
    ],
)
def test_a_bad_item_is_refused_with_its_reason_in_one_line(
    normalise, value, record_headers, reason
):
    """The reason becomes the dead letter's; a person acts on it."""
    with pytest.raises(ValueError, match=reason) as caught:
        normalise.decide(record(value, record_headers))
    assert "\n" not in str(caught.value)


def test_bytes_in_their_own_charset_are_read(normalise):
    """EUC-KR is what older Korean feeds send."""
    payload = base64.b64encode("서울에 첫눈이 내렸다.".encode("euc-kr")).decode()
    story = only(normalise, {"payloadBase64": payload, "charset": "euc-kr"})
    assert story.body == "서울에 첫눈이 내렸다."


PAGE = (
    "Haven weer bereikbaar\nROTTERDAM (ANP) - De haven is na de storm weer bereikbaar voor grote "
    "schepen, zegt de havenmeester.\nMeer uit Buitenland\nLIMA (ANP/AFP) - Duizenden mensen zijn "
    "in Peru de straat opgegaan tegen hogere broodprijzen.\n2 uur geledenOSLO (ANP/DPA) - Een "
    "Noorse veerboot is op een rots gelopen. Iedereen is van boord.\n3 uur geleden"
)


def test_stories_glued_under_the_main_one_come_out_alone(normalise):
    """A brief on Peru must not give a story on a harbour its places."""
    found = values(normalise.decide(record({"fetchedAt": "2026-03-12T12:30:00Z", "payload": PAGE})))
    assert [story.located for story in found] == ["Rotterdam", "Lima", "Oslo"]
    assert [story.koreawire.source.part for story in found] == [0, 1, 2]
    assert found[1].koreawire.parent == found[2].koreawire.parent == found[0].uri
    assert [tie.uri for tie in found[0].associations] == [found[1].uri, found[2].uri]
    assert [story.koreawire.content_date for story in found] == [
        None,
        "2026-03-12T10Z",
        "2026-03-12T09Z",
    ]


def test_an_age_without_a_time_of_fetching_says_nothing(normalise):
    """The words "2 hours ago" of an unknown day is no date, and none is invented."""
    found = values(normalise.decide(record(PAGE.encode())))
    assert [story.content_created for story in found] == [None, None, None]


def test_a_digest_is_one_story_and_says_where_its_parts_are(normalise):
    """Briefs on many matters are no event; who wants one of them finds it."""
    text = PAGE.replace("Haven weer bereikbaar", "Kort nieuws").replace("Meer uit Buitenland\n", "")
    text = text.replace("2 uur geleden", "").replace("3 uur geleden", "").replace("OSLO", "\nOSLO")
    story = only(normalise, text.encode())
    assert story.koreawire.composite
    assert story.koreawire.quality.parts == 3
    parts = [span for span in story.koreawire.trace if span.field == "parts"]
    assert [text[span.start : span.end][:9] for span in parts][1:] == ["LIMA (ANP", "OSLO (ANP"]


def test_a_child_lends_its_parent_nothing(normalise):
    """Neither place, credit nor truncation, nor a word of its text."""
    cut_off = PAGE.removesuffix("Iedereen is van boord.\n3 uur geleden") + "Iedereen is van bo"
    found = values(normalise.decide(record(cut_off.encode())))
    assert "Noors" not in found[0].body
    assert "Peru" not in found[0].body
    assert found[0].koreawire.credit.originators == ("ANP",)
    assert [story.koreawire.quality.truncated for story in found] == [False, False, True]
    assert found[1].associations[0].rel == "parent"


def test_fetching_is_not_publishing(normalise):
    """A story fetched today may be years old."""
    story = only(normalise, {"fetchedAt": "2026-03-12T12:30:00Z", "payload": STORY})
    assert story.version_created is None
    assert story.first_created is None


def test_a_kill_becomes_a_notice_that_names_its_target(normalise):
    """It carries no content, and what it is about as far as the text says."""
    notice = only(
        normalise,
        {
            "provider": "dpa",
            "itemId": "9",
            "payload": "KILL KILL KILL ''''' =\n\nPlease kill item dpa 157 "
            '"Ferry sinks off Fano".\n\ndpa abc',
        },
    )
    assert notice.kind == "kill"
    assert notice.koreawire.revision.target.headline == "Ferry sinks off Fano"
    assert notice.koreawire.revision.target.item_number == "157"


def test_an_embargo_is_a_story_with_its_time(normalise):
    """The ledger holds it back; reading it decides nothing."""
    story = only(
        normalise,
        b"EMBARGOED until 0600 GMT, 14 March 2026\n\nBridge to reopen\n\nLEEDS - A bridge closed "
        b"since May will reopen next week, the council is to announce.",
    )
    assert story.embargoed_until.isoformat() == "2026-03-14T06:00:00+00:00"
    assert story.headline == "Bridge to reopen"


def test_an_embargo_may_stand_in_brackets_behind_the_dateline(normalise):
    """Yonhap's English desk has it there, with the zone behind the day."""
    story = only(
        normalise,
        b"SEOUL, Nov. 20 (Yonhap) -- (EMBARGOED UNTIL 06:00 A.M., NOV. 21, 2026 KST) South Korea's "
        b"exports rose in the first 20 days of November, the customs service said Saturday.",
    )
    assert story.embargoed_until.isoformat() == "2026-11-21T06:00:00+09:00"
    assert story.body.startswith("South Korea's exports")


def test_an_embargo_without_a_readable_end_is_withheld(normalise):
    """Publishing too early cannot be undone."""
    story = only(
        normalise,
        b"STRICTLY EMBARGOED until noon tomorrow\n\nBridge to reopen\n\nLEEDS - A bridge closed "
        b"since May will reopen next week, the council is to announce.",
    )
    assert story.pub_status is PubStatus.WITHHELD


def test_every_field_can_be_traced_to_characters_of_the_payload(normalise):
    """An editor asks where a value comes from; the answer is a stretch of the raw text."""
    story = only(normalise, STORY.encode())
    spans = {span.field: STORY[span.start : span.end] for span in story.koreawire.trace}
    assert spans["headlines"] == "Brug over Eem weer open"
    assert spans["dateline"] == "AMERSFOORT (ANP/RTR) -"
    assert spans["bodies"].startswith("De brug")
    assert spans["bodies"].endswith("omrijden.")


@pytest.mark.parametrize(
    "headline",
    [
        '정부, 내년 예산안 국회에 제출…장관 "재정 여력 충분히 남아 있다"(종합2보)',
        'Minister over the bridge at Amersfoort: "nobody was ever in danger, whatever they say"',
    ],
)
def test_a_headline_with_a_quotation_is_no_story_above_the_dateline(normalise, headline):
    """Headlines end with quotes and marks in brackets, as paragraphs do."""
    text = (
        "(서울=연합뉴스) 홍길동 기자 = 정부는 내년 예산안을 국회에 제출했다고 밝혔다.\n\n"
        "심사는 다음 달 시작된다."
    )
    story = only(normalise, {"payload": f"{headline}\n{text}"})
    assert story.headlines[-1].value == headline
    assert story.koreawire.dateline.agencies == ("Yonhap",)


def test_a_reporters_contacts_are_not_published(normalise):
    """They stand in double brackets below the sign-off."""
    text = (
        "Bridge opens\n\nUTRECHT, May 3 (Reuters) - The bridge opened on Friday after a year.\n"
        "(Reporting by A. Writer; Editing by B. Editor)\n((a.writer@example.org; +31 20 000 0000;))"
    )
    story = only(normalise, {"payload": text})
    assert story.bodies[0].value == "The bridge opened on Friday after a year."


def test_an_office_is_a_byline(normalise):
    """Newspapers sign with the desk where the agency is not named."""
    story = only(
        normalise,
        {
            "payload": "Brug weer open\n\nDoor onze redactie binnenland\n\n"
            + 3 * "De brug is open. "
        },
    )
    assert story.by == "Door onze redactie binnenland"


def test_a_title_above_an_office_is_no_navigation(normalise):
    """The longer of two short lines at the top is the title, but a byline is none."""
    story = only(
        normalise,
        {
            "provider": "dagblad",
            "itemId": "1",
            "payload": "Brug weer open\nDoor onze stadsredactie\n20 november 2026\n\nHOORN — De "
            "brug over de haven van Hoorn is na drie maanden weer open voor al het verkeer.",
        },
    )
    assert (story.headline, story.by) == ("Brug weer open", "Door onze stadsredactie")


def test_an_advisory_names_the_headline_it_withdraws(normalise):
    """The order is resolved by city and headline, so both must be read exactly."""
    text = (
        'ADVISORY: The UTRECHT item headlined "Bridge opens after a year" is withdrawn\n'
        'The UTRECHT item headlined "Bridge opens after a year" is withdrawn. There will be no '
        "substitute."
    )
    notice = only(normalise, {"payload": text})
    assert notice.koreawire.revision.target.headline == "Bridge opens after a year"
    assert notice.koreawire.revision.target.city == "UTRECHT"


def test_a_korean_headline_stands_over_short_lines(normalise):
    """A syllable says what two letters do: appointments are lines of forty characters."""
    below = "◇ 국장급 승진 ▲ 재정정책국장 김철수 ▲ 세제실 소득법인세정책관 박영희"
    story = only(normalise, {"payload": f"[인사] 기획재정부\n{below}"})
    assert story.headlines[0].value == "[인사] 기획재정부"
