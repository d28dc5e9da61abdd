"""News1, in Korean; the marks [속보] and (종합) it shares with Yonhap."""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar, Mark, Place
from koreawire.schemas.story import Action

GRAMMAR = Grammar(
    agency="News1",
    marks=(
        # 상보: the full report after a flash.
        Mark(
            r"\s?[(\[]상보[)\]]",
            Place.SUFFIX,
            Action.UPDATE,
            evidence=Evidence.REPORTED,
            needs="상보",
        ),
    ),
    closings=(
        Closing(
            r"(?:[가-힣]{2,4} 기자 )?[\w.+-]{1,40}@news1\.kr",
            inline=True,
            evidence=Evidence.REPORTED,
            needs="@news1.kr",
        ),
    ),
)
