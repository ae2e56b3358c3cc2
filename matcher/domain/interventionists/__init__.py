"""Interventionists: who they are, who pays them, which programs they know, and in which order."""
