"""A professional's pages: cases by nickname, their shortlists, notes and packets."""
