"""A plan with all that is kept about it: from one store to another, into a backup and back."""
