"""Sources in: each turns a file of the world into the domain's words."""
