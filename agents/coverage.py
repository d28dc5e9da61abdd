"""Coverage: state must hold a verdict for all that was committed, or it is not the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from faust.types import TP

from koreawire.agents.rebuild import SupersededError, rebuild

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koreawire.agents.judging import Judge
    from koreawire.agents.state import StateTable

log = structlog.get_logger("koreawire")

NEXT = (
    "start `koreawire worker --rebuild-state` once, or with KOREAWIRE_REBUILD_STATE=1,"
    " to build it anew from the source topic"
)


async def ensure(app: Any, table: StateTable, judge: Judge, partitions: Iterable[int]) -> None:
    """Compare state with what the group committed; rebuild what is missing, or stop.

    A changelog that was deleted, cut or written by another version would
    otherwise go unnoticed, and every story come again as new.
    """
    source = app.settings.topic(judge.stage.source)
    tps = [TP(source, partition) for partition in sorted(partitions)]
    committed = await app.consumer.committed(tps)
    starts = await app.consumer.earliest_offsets(*tps) if tps else {}
    for tp in tps:
        until = committed.get(tp) or 0
        covered = table.index[tp.partition].covered
        foreign = tp.partition in table.foreign
        missing = max(covered + 1, starts.get(tp) or 0) < until
        if not foreign and not missing:
            continue
        if not app.settings.rebuild_state:
            app.failure.stop(
                "state.of_another_version" if foreign else "state.missing",
                stage=table.name,
                partition=tp.partition,
                covered=covered,
                committed=until,
                next=NEXT,
            )
            return
        try:
            await table.reset(tp.partition)
            await rebuild(app, table, judge, tp, until=until)
        except SupersededError:
            log.warning("state.rebuild_interrupted", stage=table.name, partition=tp.partition)
            return
