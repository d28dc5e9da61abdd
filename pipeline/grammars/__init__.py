"""One file an agency: dateline, credit, revision, kill and embargo forms."""
