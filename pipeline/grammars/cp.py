"""The Canadian Press."""

from koreawire.pipeline.grammars.model import Closing, Grammar

GRAMMAR = Grammar(
    agency="CP",
    closings=(
        Closing(r"This report by The Canadian Press was first published .{4,30}\."),
        Closing(r"Ce texte de La Presse Canadienne a été publié .{4,60}\."),
    ),
)
