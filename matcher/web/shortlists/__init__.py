"""What a family does with programs it found: keep, compare, share, print."""
