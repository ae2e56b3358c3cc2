"""The treatment matcher: a true directory, ranked by published rules."""
