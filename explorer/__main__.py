"""``python -m explorer``: the ``zielnetz`` command where no script was installed."""

from explorer.cli import main

main()
