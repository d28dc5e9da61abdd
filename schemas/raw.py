"""RawItem: what a scraper sends."""

from __future__ import annotations

import base64
import binascii
from typing import Self

from pydantic import AwareDatetime, model_validator

from koreawire.schemas.base import WireModel

CONTENT_TYPE = "application/vnd.koreawire.raw-item+json"


class RawItem(WireModel):
    """One item as it was fetched; everything but the payload is optional.

    Exactly one of `payload` (text) and `payload_base64` (bytes whose charset is
    part of the question) is given.
    """

    provider: str | None = None
    item_id: str | None = None
    url: str | None = None
    fetched_at: AwareDatetime | None = None
    content_type: str | None = None
    charset: str | None = None
    headline: str | None = None
    payload: str | None = None
    payload_base64: str | None = None

    @model_validator(mode="after")
    def _one_payload(self) -> Self:
        if (self.payload is None) == (self.payload_base64 is None):
            raise ValueError("a raw item has either payload or payloadBase64")
        if self.payload_base64 is not None:
            try:
                base64.b64decode(self.payload_base64, validate=True)
            except binascii.Error as error:
                raise ValueError(f"payloadBase64 is not base64: {error}") from None
        return self

    def payload_bytes(self) -> bytes:
        """Return the payload as bytes; a text payload as UTF-8."""
        if self.payload is not None:
            return self.payload.encode(errors="surrogatepass")
        return base64.b64decode(self.payload_base64 or "")
