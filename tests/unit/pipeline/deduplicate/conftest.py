"""A desk of its own for every test."""

from __future__ import annotations

import pytest
from tests.support.ledger_desk import Desk


@pytest.fixture
def desk():
    return Desk()
