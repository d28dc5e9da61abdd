"""The imperative shell: Kafka, HTTP, the terminal and the environment."""
