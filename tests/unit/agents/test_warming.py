"""Warming up: a worker takes no work before it has read what its decisions need."""

from koreawire.agents.warming import warm
from koreawire.pipeline.language import Tagger
from koreawire.pipeline.language_models import Py3Langid, language_model
from koreawire.pipeline.normalise import Normalise


def test_a_warm_worker_has_the_language_model_unpacked():
    """It takes half a second, during which a worker in the middle of its work says nothing."""
    model = Py3Langid()
    assert "_model" not in vars(model)
    warm([Normalise(Tagger(model))])
    assert "_model" in vars(model)


def test_a_model_is_held_once():
    """It takes 120 MB."""
    assert language_model("py3langid") is language_model("py3langid")
