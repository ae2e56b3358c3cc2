"""The directory without needs: each program’s page, by state and city, by name."""
