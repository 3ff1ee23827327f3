"""What a refusal says, for tests of the stores."""

import pytest

from explorer.errors import Refusal
from explorer.i18n import told


def refused(work, *texts):
    """The edit is refused, with what is wrong and a remedy."""
    with pytest.raises(Refusal) as caught:
        work()
    what, remedy = told(caught.value, "en")
    for text in texts:
        assert text in f"{what} {remedy}"
    return bool(what and remedy)
