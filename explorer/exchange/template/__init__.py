"""Our own Excel template: written, explained and read back."""
