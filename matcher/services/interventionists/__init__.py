"""The directory of interventionists: looking for one, writing one's own profile, reviewing."""
