"""What the data looks like: pydantic models, topics and record headers."""
