"""The koreawire command."""
