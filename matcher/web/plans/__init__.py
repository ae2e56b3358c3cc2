"""Plans: the way past detox, a page for each person, and the first week on paper."""
