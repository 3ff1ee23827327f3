"""The one kind of error that people see: what happened, why, and what to do now."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    """A message inside a message: an English message id (marked with ``N_``) and what fills it."""

    text: str
    details: dict[str, object] = field(default_factory=dict)


class Refusal(Exception):  # noqa: N818 - it is shown to people as a refusal, not as a programming error
    """Something cannot be done, and there is a remedy.

    Both texts are English message ids (marked with ``N_``) with ``{placeholders}``; ``explorer.i18n.told``
    puts them into the reader's language. ``details`` fill the placeholders; only a ``Said`` among them is
    translated too.
    """

    def __init__(self, what: str, remedy: str, **details: object) -> None:
        self.what = what
        self.remedy = remedy
        self.details = details
        super().__init__(what.format(**details) if details else what)


class Unreachable(Refusal):
    """The database cannot be reached or refuses the sign-in."""


class ForeignData(Refusal):
    """The database holds something that Zielnetz did not write."""


class InUse(Refusal):
    """Another process holds the embedded database."""


class BadPlan(Refusal):
    """A plan that is to be loaded has errors; ``problems`` lists them one by one."""

    def __init__(self, what: str, remedy: str, problems: tuple[object, ...] = (), **details: object) -> None:
        super().__init__(what, remedy, **details)
        self.problems = problems


class BadStatement(Refusal):
    """A statement is unknown, malformed, not allowed, or was called with the wrong parameters."""


class TooMuch(Refusal):
    """A query was stopped because it ran too long or returned too much."""
