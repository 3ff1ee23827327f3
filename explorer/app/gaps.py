"""Lücken: being built."""

from explorer.app import shell


def page() -> None:
    """Nothing yet."""


if __name__ == "__main__":
    shell.show(page)
