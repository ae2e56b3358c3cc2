"""The pages of those who sign in: invitation, sign-in, second factor, sessions."""
