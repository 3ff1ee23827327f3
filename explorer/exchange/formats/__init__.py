"""The forms in which a whole plan is kept outside the database, each written and read as the same."""
