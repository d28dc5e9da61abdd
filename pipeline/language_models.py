"""Language models: py3langid and langdetect behind one function, both deterministic."""

from __future__ import annotations

from functools import cache, cached_property
from importlib import resources
from typing import NamedTuple, Protocol

from langdetect import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException
from py3langid.langid import MODEL_FILE, LanguageIdentifier

SEED = 20181114  # any constant: langdetect draws random numbers unless it is given one

# langdetect's labels to BCP 47, where they differ; it knows no Nynorsk.
LANGDETECT_TAGS = {"no": "nb", "tl": "fil", "zh-cn": "zh", "zh-tw": "zh"}

# A word that only some languages write multiplies their odds against the others by this.
WORD_FACTOR = 3.0
CONTENDERS = 16  # the model's best; no word evidence ever lifted one from below them
WORDS_MAX = 40  # distinct words looked up: enough for any headline and the head of a story


class Model(Protocol):
    """What a backend must do."""

    name: str

    def rank(self, text: str) -> dict[str, float]:
        """Probabilities by BCP 47 tag; empty if the model has no opinion."""


class Py3Langid:
    """Naive Bayes over byte n-grams, corrected by words that neighbours do not share."""

    name = "py3langid"

    def __init__(self) -> None:
        self._labels = news_languages()
        self._words = telling_words()

    @cached_property
    def _model(self) -> LanguageIdentifier:
        """The model, unpacked for the first text that script and common words leave open.

        That takes as long as all else there is to build, and 120 MB.
        """
        model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        model.set_languages(list(self._labels))
        return model

    def rank(self, text: str) -> dict[str, float]:
        """Probabilities by tag; see `Model.rank`."""
        scores = {
            label: score * self._labels[label].odds
            for label, score in self._model.rank(text)[:CONTENDERS]
        }
        for word in sorted(set(text.lower().split()[:WORDS_MAX])):
            for label in self._words.get(word, ()):
                if label in scores:
                    scores[label] *= WORD_FACTOR
        total = sum(scores.values())
        return {self._labels[label].tag: score / total for label, score in scores.items()}


class LangDetect:
    """The langdetect port, seeded for every call so that a text always gets one answer."""

    name = "langdetect"

    def rank(self, text: str) -> dict[str, float]:
        """Probabilities by tag; empty where langdetect raises (no letters)."""
        detector = _factory().create()
        detector.seed = SEED
        detector.append(text)
        try:
            found = detector.get_probabilities()
        except LangDetectException:
            return {}
        ranked: dict[str, float] = {}
        for guess in found:
            tag = LANGDETECT_TAGS.get(guess.lang, guess.lang)
            ranked[tag] = ranked.get(tag, 0.0) + guess.prob
        return ranked


@cache
def _factory() -> DetectorFactory:
    """The profiles of langdetect, loaded once: 55 files."""
    from langdetect.detector_factory import PROFILES_DIRECTORY  # noqa: PLC0415  # only if chosen

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(SEED)
    return factory


class Label(NamedTuple):
    """A language of the model: its tag, and its odds before a text is read."""

    tag: str
    odds: float


def _rows(name: str) -> list[list[str]]:
    text = resources.files("koreawire.pipeline.data.language").joinpath(name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def news_languages() -> dict[str, Label]:
    """The model's labels we choose among (data/language/languages.tsv)."""
    return {label: Label(tag, float(odds)) for label, tag, odds in _rows("languages.tsv")}


@cache
def telling_words() -> dict[str, tuple[str, ...]]:
    """Word to the model labels of the languages that write it (data/language/words.tsv)."""
    known = news_languages()
    return {
        word: tuple(label for label in labels.split() if label in known)
        for word, labels in _rows("words.tsv")
    }


# Words of a sample that must speak for one language, and by how many it must lead the next one,
# before the model need not be asked: no error on 1,100 leads and stories in 22 languages.
TELLING_MIN = 6
TELLING_LEAD = 3


def word_verdict(text: str) -> tuple[str, float] | None:
    """The tag of the language whose common words fill *text*, and how sure; None if unclear."""
    table = telling_words()
    votes: dict[str, int] = {}
    for word in table.keys() & text.lower().split():
        for label in table[word]:
            votes[label] = votes.get(label, 0) + 1
    *_, second, first = (0, 0, *sorted(votes.values()))
    lead = first - second
    if first < TELLING_MIN or lead < TELLING_LEAD:
        return None
    label = max(votes, key=votes.__getitem__)
    odds = WORD_FACTOR**lead
    return news_languages()[label].tag, odds / (odds + 1)


@cache
def language_model(backend: str) -> Model:
    """The backend of that name, built once in a process: `py3langid` or `langdetect`.

    Raises:
        ValueError: No such backend.
    """
    match backend:
        case "py3langid":
            return Py3Langid()
        case "langdetect":
            return LangDetect()
    raise ValueError(f"language backend {backend!r}: must be py3langid or langdetect")
