"""Listings that may be one program: finding pairs, merging two, and taking a merge back."""
