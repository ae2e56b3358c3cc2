"""The directory of interventionists, and what they declare of programs."""
