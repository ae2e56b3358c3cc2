"""The rules, pure: the standard library and geopy's distance, nothing else."""
