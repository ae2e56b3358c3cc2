"""The store: what is kept, and the queries that say what comes back."""
