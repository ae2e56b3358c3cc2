"""What professionals do with their cases: each function takes the owner, and knows no other."""
