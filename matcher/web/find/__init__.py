"""The way in: the front page, and the questions one at a time."""
