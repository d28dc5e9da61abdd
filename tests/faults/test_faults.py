"""The short form of the suite: what breaks most often. `make faults` is all of it."""

from __future__ import annotations

import pytest
from tests.faults.case import run
from tests.faults.cases import SHORT
from tests.faults.table import Table

SEED = 1
SECONDS = 900  # of a case: half a minute alone, much more where others use the machine


@pytest.mark.kafka
@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("case", SHORT, ids=lambda case: case.name.replace(" ", "-"))
def test_nothing_is_lost_doubled_or_out_of_order(case, own_kafka, tmp_path):
    """Workers and brokers die under load; the topics account for every item all the same."""
    account = run(case, own_kafka, tmp_path, seed=SEED, table=Table())
    assert account.clean, str(account)
