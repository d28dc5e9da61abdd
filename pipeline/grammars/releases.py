"""Press releases as PR Newswire, Business Wire, GlobeNewswire and their partners send them."""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar, Note

GRAMMAR = Grammar(
    agency="PR wire",
    notes=(
        Note(r"(?:MEDIA|NEWS|PRESS) RELEASE(?: PR\s?\d{3,6})?"),
        Note(r"FOR IMMEDIATE RELEASE", evidence=Evidence.REPORTED),
        Note(r"Source: .{2,80}"),
    ),
    closings=(
        Closing(r"View source version on businesswire\.com: \S{10,120}", own=False),
        Closing(r"SOURCE:? .{2,80}|Source: .{2,78}[^.]", own=False),
    ),
)
