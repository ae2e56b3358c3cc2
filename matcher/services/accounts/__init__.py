"""Accounts: who works here, how they show that it is them, and what admins decide."""
