"""The same formats as others fill them: envelopes, renditions, broken documents, no stories."""

import base64
import json
from xml.sax.saxutils import escape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.support.reading import read, story

from koreawire.pipeline.lines import tidy
from koreawire.pipeline.readers.mojibake import repair

H = "Harbour of Busan reopens after storms"
P1 = "The harbour of Busan reopened on Thursday after a week of storms, its master said."
P2 = "Ships had waited at sea since Monday, he told reporters at the harbour office."
TEXT = f"{P1}\n{P2}"
MARKUP = f"<p>{P1}</p><p>{P2}</p>"
BODY = f"{P1}\n\n{P2}"
ARTICLE = {"title": H, "text": TEXT, "url": "https://example.org/busan"}


def g2(content: str, meta: str = "", about: str = "", item_class: str = "text") -> str:
    """A news item of NewsML-G2."""
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g1" version="1" '
        f'standard="NewsML-G2" standardversion="2.9"><itemMeta><itemClass qcode="ninat:{item_class}'
        f'"/><provider qcode="nprov:AFP"/>{meta}</itemMeta><contentMeta><headline>{H}</headline>'
        f"{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


INLINE = f"<inlineXML><html><body>{MARKUP}</body></html></inlineXML>"
SAME = {
    "WordPress": json.dumps(
        [
            {
                "date_gmt": "2026-03-12T00:00:00",
                "link": "https://example.org",
                "title": {"rendered": H},
                "content": {"rendered": MARKUP},
            }
        ]
    ),
    "JSON Feed": json.dumps({"version": "1", "items": [{"title": H, "content_html": MARKUP}]}),
    "Guardian": json.dumps(
        {"response": {"results": [{"webTitle": H, "fields": {"bodyText": TEXT}}]}}
    ),
    "JSON-LD graph": json.dumps(
        {"@graph": [{"@type": "WebSite"}, {"headline": H, "articleBody": TEXT}]}
    ),
    "ninjs in hits": json.dumps(
        {"hits": [{"uri": "urn:1", "type": "text", "headline": H, "body_text": TEXT}]}
    ),
    "ninjs in _items": json.dumps(
        {"_items": [{"guid": "urn:1", "type": "text", "headline": H, "body_html": MARKUP}]}
    ),
    "articles alone": json.dumps({"articles": [ARTICLE]}),
    "a byte order mark": "\ufeff" + json.dumps(ARTICLE),
    "semicolons": f'headline;body;link\n"{H}";"{TEXT}";https://example.org\n',
    "tabs": f'title\ttext\turl\n{H}\t"{TEXT}"\thttps://example.org\n',
    "G2 with NITF": g2(
        f"<inlineXML><nitf><body><body.head><hedline><hl1>{H}</hl1></hedline></body.head>"
        f"<body.content>{MARKUP}</body.content></body></nitf></inlineXML>"
    ),
    "G2 with plain text": g2(f"<inlineData>{P1}\n\n{P2}</inlineData>"),
    "G2 with escaped markup": g2(f"<inlineData>{escape(MARKUP)}</inlineData>"),
    "G2 with a page's heading": g2(
        INLINE.replace("<body>", "<body><header><ul><li>Asia</li></ul></header>")
    ),
    "G2 in an envelope": f"<Envelope><Body>{g2(INLINE)}</Body></Envelope>",
    "Atom with XHTML": (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{H}</title><content '
        f'type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{MARKUP}</div></content></entry></feed>'
    ),
    "NITF with a name space": (
        '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>'
        f"{H}</hl1></hedline></body.head><body.content><block>{MARKUP}<media><media-caption>A ship"
        "</media-caption></media></block></body.content></body></nitf>"
    ),
    "NITF set to a measure": (
        f"<nitf><body><body.head><hedline><hl1>{H}</hl1></hedline></body.head><body.content><p>The "
        "harbour of Busan reopened on Thursday after a week of <br/>storms, its master said.</p>"
        f"<p>{P2}</p></body.content></body></nitf>"
    ),
    "a forwarded mail": (
        f"From: a@example.org\nSubject: Fwd: {H}\nMIME-Version: 1.0\nContent-Type: multipart/mixed;"
        " boundary=B\n\n--B\nContent-Type: text/plain\n\nSee below\n--B\nContent-Type: "
        f"message/rfc822\n\nFrom: b@example.org\nSubject: {H}\n\n{P1}\n\n{P2}\n--B--\n"
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_it_is_the_same_story(name):
    """Whatever it is wrapped in."""
    found = story(SAME[name])
    assert (found.headline, found.body) == (H, BODY)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (g2("", item_class="picture"), "a picture item, no text"),
        (g2("", item_class="audio"), "an audio item, no text"),
        (
            g2('<remoteContent href="x"/>').replace(f"<headline>{H}</headline>", ""),
            "a text item whose content is elsewhere",
        ),
        ("<packageItem><itemMeta/></packageItem>", "a package: it lists items"),
        ("<planningItem/>", "a planning item"),
        ("<knowledgeItem/>", "a controlled vocabulary"),
        ('{"$schema": "https://json-schema.org/draft/2020-12/schema"}', "a JSON Schema"),
        ('{"uri": "urn:1", "type": "picture", "headline": "A ship"}', "a picture item, no text"),
        (
            '{"urn": "u1", "body_html": null, "associations": [{"type": "image", "urn": "u1"}]}',
            "a picture item, no text",
        ),
    ],
)
def test_what_is_no_story_says_why(payload, reason):
    """A desk that waits for it knows what came instead."""
    (found,) = read(payload)
    assert (found.kind, found.reason[: len(reason)]) == ("notAStory", reason)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ("<EuroVoc><a/></EuroVoc>", "nothing reads XML with the root element 'EuroVoc'"),
        ('{"imageId": 1, "width": 2}', "of a known shape: it has imageId, width"),
        ('{"a": 1,', "not JSON"),
        ("GLOBALEVENTID,SQLDATE,Year\n1,20260312,2026\n", "no articles: globaleventid, sqldate"),
        ("1\t2\t3\t4\t5\n1\t2\t3\t4\t5\n", "a table whose columns hold no articles"),
        ("<newsMessage><header/><itemSet/></newsMessage>", "a news message without an item"),
    ],
)
def test_what_cannot_be_read_says_what_was_found(payload, reason):
    """The dead letter's reason is all its operator has."""
    with pytest.raises(ValueError, match=reason):
        read(payload)


def test_a_cancelled_item_is_a_kill_and_an_open_embargo_holds():
    """NewsML-G2: status canceled; embargoed without a date."""
    (kill,) = read(g2(INLINE, '<pubStatus qcode="stat:canceled"/>'))
    assert (kill.kind, kill.koreawire.revision.target.id) == ("kill", "urn:g1")
    assert story(g2(INLINE, "<embargoed/>")).pub_status == "withheld"


def test_a_document_cut_off_keeps_what_came_and_says_so():
    """Feeds break off in transit."""
    whole = f"<item><title>{H}</title><description>{P1}</description></item>"
    feed = f"<rss><channel>{whole}<item><title>Two"
    first, last = read(feed)
    assert (first.headline, first.koreawire.quality.truncated) == (H, False)
    assert last.koreawire.quality.truncated


def test_stray_ampersands_and_htmls_names_survive_recovery():
    """The parser's recovery drops them without a word."""
    feed = (
        "<rss><channel><item><title>AT&T opens caf&eacute; in Busan</title></item></channel></rss>"
    )
    assert story(feed).headline == "AT&T opens café in Busan"


def test_a_line_of_json_each_is_a_list():
    """Scrapers send files of lines as one payload."""
    assert len(read("\n".join(json.dumps(ARTICLE | {"title": f"{H} {n}"}) for n in "ab"))) == 2


def test_each_language_of_a_newsml_item_is_a_story():
    """Belga sends Dutch and French in one item."""

    def part(language: str, text: str) -> str:
        return (
            f'<NewsComponent xml:lang="{language}"><NewsLines><HeadLine>{text[:20]}</HeadLine>'
            '</NewsLines><NewsComponent><Role FormalName="Lead"/><ContentItem><DataContent>'
            f"{text} (1)</DataContent></ContentItem></NewsComponent><NewsComponent><Role "
            f'FormalName="Body"/><ContentItem><DataContent>{text} (2), en meer dan de lead.'
            "</DataContent></ContentItem></NewsComponent></NewsComponent>"
        )

    dutch, french = read(
        "<NewsML><NewsItem><NewsComponent>"
        f"{part('nl', 'De haven van Busan is weer open')}"
        f"{part('fr', 'Le port de Busan a rouvert jeudi')}"
        "</NewsComponent></NewsItem></NewsML>"
    )
    assert [dutch.language, french.language] == ["nl", "fr"]
    assert dutch.body.startswith("De haven van Busan is weer open (1)\n\nDe haven van Busan")


def test_an_attached_wire_file_is_the_mails_story():
    """The mail around it says only that it is attached."""
    attached = base64.encodebytes(SAME["NITF with a name space"].encode()).decode()
    mail = (
        "From: a@example.org\nSubject: Feed\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
        "boundary=B\n\n--B\nContent-Type: text/plain\n\nPlease find attached.\n--B\nContent-Type: "
        "application/xml\nContent-Disposition: attachment; filename=x.xml\nContent-Transfer-"
        f"Encoding: base64\n\n{attached}\n--B--\n"
    )
    found = story(mail)
    assert (found.headline, found.body) == (H, BODY)


def test_a_raw_character_in_an_encoded_subject_is_read():
    """Against the rules, and sent all the same."""
    mail = f"From: a@example.org\nSubject: =?windows-1252?Q?Busan’s_harbour?=\n\n{P1}\n\n{P2}\n"
    assert story(mail).headline == "Busan’s harbour"


def test_labelled_copy_in_a_mail_ends_at_the_agencys_sign_off():
    """Headline and abstract have labels; name, office and telephone stand below."""
    mail = (
        "From: a@example.org\nSubject: copy\nContent-Type: text/plain; charset=utf-8\n\nSDA\n\n"
        f"Headline: {H}\n\nAbstract: Harbour open.\n\nShip Busan\nBy A. Writer\n\nBUSAN, March 12 "
        f"AAP - {P1}\n{P2}\nAAP awr/be\nA. Writer\nShipping Writer\nPh: +61 2 5550 0100\n"
    )
    found = story(mail)
    assert (found.headline, found.body, found.by, found.slugline) == (
        H,
        BODY,
        "A. Writer",
        "Ship Busan",
    )


WORDS = st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=8, max_size=40))
def test_any_words_come_out_of_xml_as_they_went_in(words):
    """Of every script, in NITF; but for what reads as text encoded twice, which is repaired."""
    text = tidy(" ".join(words))
    assume(repair(f"{text} end of it.") == f"{text} end of it.")
    payload = (
        f"<nitf><body><body.head><hedline><hl1>{H}</hl1></hedline></body.head><body.content><p>"
        f"{escape(text)} end of it.</p></body.content></body></nitf>"
    )
    found = story(payload)
    assert "".join(found.body.split()) == "".join(f"{text} end of it.".split())
