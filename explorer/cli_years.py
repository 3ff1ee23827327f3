"""`zielnetz year` and `compare`: the next year of a plan, and what separates two years."""
