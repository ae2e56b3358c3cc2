"""What people fill in, and what is wrong with it in words."""
