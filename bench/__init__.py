"""Side-by-side measurements: `./dev bench`."""
