"""Needs: a form that is not tried where its piece is missing would not have matched there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.grammars.model import Place
from koreawire.pipeline.grammars.registry import inline_closings, marks, orders

FORMS = [one for forms in (orders(), inline_closings(), marks(Place.SUFFIX)) for one in forms.known]


@pytest.mark.parametrize("known", FORMS, ids=lambda known: known.form.pattern[:30])
@given(data=st.data())
def test_whatever_a_form_matches_holds_the_piece_it_needs(known, data):
    """A piece that is misspelt would hide the form from every text."""
    assert known.form.needs
    assert known.form.needs in data.draw(st.from_regex(re.compile(known.form.pattern)))
