"""One use-case per function, one commit per use-case."""
