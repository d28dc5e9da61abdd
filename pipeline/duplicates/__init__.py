"""Near-duplicate families over a time window: sketch, index, verify, relation."""
