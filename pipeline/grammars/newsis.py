"""Newsis, in Korean; the marks [속보] and (종합) it shares with Yonhap."""

from koreawire.pipeline.grammars.model import Closing, Evidence, Grammar

GRAMMAR = Grammar(
    agency="Newsis",
    closings=(
        Closing(
            r"[◎☞]?\s?공감\s?언론 뉴시스(?:통신사)?(?:\s?[\w.+-]{1,40}@newsis\.com)?",
            inline=True,
            evidence=Evidence.REPORTED,
            needs="언론 뉴시스",
        ),
        Closing(
            r"(?:[가-힣]{2,4} 기자 )?[\w.+-]{1,40}@newsis\.com",
            inline=True,
            evidence=Evidence.REPORTED,
            needs="@newsis.com",
        ),
    ),
)
