"""Override: what a person at the desk decided of a story, in place of the models."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from koreawire.schemas.base import Uri, WireModel

CONTENT_TYPE = "application/vnd.koreawire.override+json"
Desk = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")]


class Override(WireModel):
    """One decision; what it does not speak of is left to the models and rules.

    One that says neither takes back what was decided of the story before.
    """

    uri: Uri
    relevant: bool | None = Field(default=None, description="is the story Korea's?")
    desks: tuple[Desk, ...] | None = Field(default=None, description="the desks it belongs to")
    why: str = Field(min_length=1, max_length=1_000)
    by: str = Field(min_length=1, max_length=200, description="who decided")
    at: AwareDatetime = Field(description="when")
