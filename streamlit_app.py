"""The door of the app: the list of pages is in ``explorer/app/pages.py``."""

from explorer.app import pages

pages.run()
