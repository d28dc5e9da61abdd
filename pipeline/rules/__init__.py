"""The language of a rules file: its YAML with line numbers, its conditions, its texts."""
