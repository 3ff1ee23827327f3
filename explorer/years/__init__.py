"""The years of a plan: carrying it on into the next one, and what separates two of them. Pure functions."""
