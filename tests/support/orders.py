"""Orders to workers under test: what the next one to come to a point does there, once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from koreawire.schemas import topics

CRASH, STALL = "crash", "stall"
STATE, OUTPUTS = "state", "outputs"  # what can stall: the ledger's changelog, all else published
FILE = "order"
SOURCES = {
    "normalise": topics.RAW.name,
    "deduplicate": topics.NORMALISED.name,
    "enrich": topics.UNIQUE.name,
    "route": topics.ENRICHED.name,
}


@dataclass(frozen=True, slots=True)
class Orders:
    """The file beside the workers' data through which they are told; one order at a time."""

    file: Path

    @classmethod
    def here(cls) -> Self:
        """Return the orders to this process, a worker under test."""
        return cls(Path(os.environ["KOREAWIRE_DATA_DIR"]).parent / FILE)

    def give(self, *words: str) -> None:
        """Order the next worker that comes to it to do this."""
        draft = self.file.with_name(f"{FILE}.draft")
        draft.write_text(" ".join(words))
        draft.replace(self.file)

    @property
    def pending(self) -> bool:
        """Whether nobody has obeyed yet."""
        return self.file.exists()

    def obey(self, *words: str) -> bool:
        """Whether these were ordered; one process alone is told so, and once."""
        try:
            if self.file.read_text() != " ".join(words):
                return False
            self.file.rename(self.file.with_name(f"{FILE}.{os.getpid()}"))
        except FileNotFoundError:
            return False
        return True
