"""The front door for browsers and for other services."""
