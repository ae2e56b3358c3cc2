"""Sources in: files of other people, read into plain rows."""
