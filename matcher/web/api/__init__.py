"""The matcher for other people's software: JSON in, JSON out, problems in RFC 9457's words."""
