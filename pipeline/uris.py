"""URNs of stories: the agency's own id where there is one, else the raw payload's hash."""

from __future__ import annotations

# Besides letters and digits, what RFC 8141 lets stand in the specific part of a URN.
PLAIN = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/"
)
HASH_DIGITS = 32


def story_uri(provider: str | None, item_id: str | None, sha256: str, part: int = 0) -> str:
    """Return the uri of the *part*-th story of an item; part 0 has no suffix.

    It depends on what was sent and on nothing that a change of rules could alter.
    """
    if provider and item_id:
        # A colon in the provider would let two pairs of names meet in one uri.
        base = f"urn:koreawire:{_encode(provider).replace(':', '%3A')}:{_encode(item_id)}"
    else:
        base = f"urn:koreawire:sha256:{sha256[:HASH_DIGITS]}"
    return f"{base}#{part}" if part else base


def _encode(text: str) -> str:
    """Percent-encode what a URN cannot hold."""
    if text.isascii() and text.isalnum():
        return text
    raw = text.encode(errors="surrogatepass")
    return "".join(chr(byte) if byte in PLAIN else f"%{byte:02X}" for byte in raw)
