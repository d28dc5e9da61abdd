"""The embedded broker for machines without Kafka."""
