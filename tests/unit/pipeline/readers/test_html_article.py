"""The article of a page is told from what stands around it."""

import pytest

from koreawire.pipeline.readers.html import page
from koreawire.pipeline.readers.limits import DEFAULT

ONE = "De gemeente Hoorn laat de haven uitbaggeren, omdat schepen er niet meer kunnen aanleggen."
TWO = "Het werk begint in mei en duurt tot na de zomer, zegt de havenmeester in een toelichting."
OTHER = "Vorig jaar liepen zeven schepen vast voor de kade, en eenmaal moest een sleepboot komen."


def read(body):
    return [line.text for line in page(f"<html><body>{body}</body></html>", DEFAULT).lines]


def test_blocks_named_as_furniture_are_dropped():
    """Their makers say what they are."""
    lines = read(
        f"<div class='cookie-bar'><p>{OTHER}</p></div><article><h1>Haven</h1><p>{ONE}</p>"
        f"<div class='share-buttons'>Deel dit</div><p>{TWO}</p></article>"
        f"<div id='comments'><p>{OTHER}</p></div>"
    )
    assert lines == [ONE, TWO]


@pytest.mark.parametrize("name", ["links", "related-wrapper", "meta", "social"])
def test_a_name_is_not_believed_of_what_holds_the_story(name):
    """A theme may call the whole column `links`."""
    assert read(f"<div class='{name}'><p>{ONE}</p><p>{TWO}</p><p>{OTHER}</p></div>") == [
        ONE,
        TWO,
        OTHER,
    ]


def test_what_is_set_otherwise_below_the_story_is_none_of_it():
    """Names that say nothing, as tools make them, leave the form to go by."""
    lines = read(
        f"<div class='x1'><p class='a9'>{ONE}</p><p class='a9'>{TWO}</p><p class='a9'>{OTHER}</p>"
        "<div class='q2'><div class='q3'>Neem contact op</div></div>"
        "<div class='q4'><div class='q5'>Onze lezers waarderen dit verhaal met vier sterren van "
        "de vijf, en dat doet ons plezier.</div></div></div>"
    )
    assert lines == [ONE, TWO, OTHER]


def test_subheadings_stay_and_headings_of_link_lists_go():
    """Both are h3; one stands above a paragraph, the other above links."""
    lines = read(
        f"<article><p>{ONE}</p><h3>Kosten</h3><p>{TWO}</p><h3>Ook lezen</h3>"
        "<ul><li><a href='/1'>Veerboot loopt vast op zandbank</a></li></ul>"
        f"<p>{OTHER}</p></article>"
    )
    assert lines == [ONE, "Kosten", TWO, OTHER]


def test_a_lead_set_in_another_form_is_kept():
    """Outlets set the first paragraph bold or in a block of its own."""
    lead = f"<div class='lead'>{OTHER}</div>"
    assert read(f"<article>{lead}<p>{ONE}</p><p>{TWO}</p></article>") == [OTHER, ONE, TWO]


def test_a_byline_named_as_such_is_left_to_the_sub_editor():
    """It fills a field of the story."""
    lines = read(
        f"<article><p class='byline'>Door Els Bakker</p><p>{ONE}</p><p>{TWO}</p></article>"
    )
    assert lines == ["Door Els Bakker", ONE, TWO]


def test_pictures_captions_are_no_paragraphs():
    """They tell another thing than the text."""
    lines = read(f"<p>{ONE}</p><figure><figcaption>{OTHER}</figcaption></figure><p>{TWO}</p>")
    assert lines == [ONE, TWO]
