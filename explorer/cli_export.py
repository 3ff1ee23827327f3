"""`zielnetz export`, `copy`, `backup`, `restore`: a plan out of the database, to another one, and back."""
