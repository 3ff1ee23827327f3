"""Analyses of a plan: graph or rows in, result out. Pure functions, no I/O."""
