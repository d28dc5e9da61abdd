"""One file a wire format: bytes in, drafts out."""
