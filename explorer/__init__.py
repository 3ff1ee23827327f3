"""Zielnetz: the cross-links of a strategy plan, kept in a graph database and shown as a picture."""

__version__ = "0.1.0"
