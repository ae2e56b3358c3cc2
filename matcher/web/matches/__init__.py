"""The list of results: what was found for the answers, and changing it in place."""
