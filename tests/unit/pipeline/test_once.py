"""Once: worked out at first use, kept by each instance for itself."""

from koreawire.pipeline.once import once


class Text:
    """Counts how often its words are worked out."""

    def __init__(self, text):
        self.text, self.asked = text, 0

    @once
    def words(self):
        """The words."""
        self.asked += 1
        return self.text.split()


def test_a_value_is_worked_out_at_first_use_and_kept():
    """A sketch that nobody compares costs nothing, one that many are compared with once."""
    one, other = Text("a b"), Text("c")
    assert one.asked == 0
    assert (one.words, one.words, other.words) == (["a", "b"], ["a", "b"], ["c"])
    assert (one.asked, other.asked) == (1, 1)


def test_the_class_shows_the_property_and_its_docstring():
    """`help` and the documentation ask the class."""
    assert Text.words.__doc__ == "The words."
