"""Findings in words: grouped by department for a leader who has ten minutes, and by kind."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.gaps import KINDS, Finding
from explorer.i18n import Language, _
from explorer.model import Plan
from explorer.report.content import Chapter, Group, Remark
from explorer.words import title_of


def chapters(
    plan: Plan, units: Iterable[str], found: Iterable[Finding], lang: Language
) -> tuple[Chapter, ...]:
    """A chapter for what concerns the plan as a whole, then one for each of ``units`` with findings, in their order."""
    by_department: dict[str, list[Finding]] = {}
    for one in found:
        by_department.setdefault(one.department, []).append(one)
    ordered = [uid for uid in dict.fromkeys(("", *units, *by_department)) if uid in by_department]
    return tuple(
        Chapter(
            title_of(plan, uid, lang) if uid else _("The plan as a whole", lang),
            groups(plan, by_department[uid], lang),
        )
        for uid in ordered
    )


def groups(plan: Plan, found: Iterable[Finding], lang: Language) -> tuple[Group, ...]:
    """The findings by kind, in their order; a remedy that all of a kind share is said once."""
    by_kind: dict[str, list[Remark]] = {}
    for one in found:
        node = plan.nodes.get(one.subject)
        by_kind.setdefault(one.kind, []).append(
            Remark(
                title_of(plan, one.subject, lang),
                node.code if node else "",
                one.why(plan, lang),
                one.remedy(plan, lang),
            )
        )
    return tuple(
        Group(KINDS[kind].heading(lang), _shared(remarks), tuple(remarks))
        for kind, remarks in by_kind.items()
    )


def _shared(remarks: list[Remark]) -> str:
    return remarks[0].remedy if len({one.remedy for one in remarks}) == 1 else ""
