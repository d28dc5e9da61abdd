"""A desk whose workers only pass records on and number them."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from tests.support.desk import Desk
from tests.support.plain_desk import PlainDesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def plain(broker: Any, prefix: str, tmp_path: Path) -> Iterator[PlainDesk]:
    """A desk on each broker in turn."""
    with ExitStack() as stack, Desk(broker.bootstrap, prefix) as desk:
        desk.create()
        yield PlainDesk(desk, tmp_path, stack)
