"""The curators' pages: what keeps the directory true."""
