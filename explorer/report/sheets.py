"""A measure's sheet in words, for one page of a report."""

from __future__ import annotations

from explorer import words
from explorer.i18n import Language, _, _n
from explorer.model import Plan, Value
from explorer.report.content import Fact, Part, SheetPage
from explorer.survey.measure import HEADINGS, Entry, MeasureSheet
from explorer.words import title_of


def sheet_page(plan: Plan, sheet: MeasureSheet, lang: Language) -> SheetPage:
    """The sheet of a measure with the words of one language; sources are numbered in the order of the page."""
    node = plan.nodes[sheet.uid]
    page = _Page(plan, lang)
    own = {name: value for name, value in sheet.properties.items() if not name.startswith("source")}
    source = page.source(node.text("source_url"), node.text("source_year"))
    properties = [
        Fact(
            words.property_name(name, lang),
            words.value(name, value, lang),
            source=source * (name == "certainty"),
        )
        for name, value in own.items()
        if name not in ("since", "until")
    ]
    if period := _period(sheet.properties.get("since"), sheet.properties.get("until"), lang):
        properties.insert(min(1, len(properties)), Fact(_("Period", lang), period))
    parts = [
        Part(_(HEADINGS[section.key], lang), tuple(page.entry(entry) for entry in section.entries))
        for section in sheet.sections
    ]
    around = page.around(sheet)
    missing = [words.property_name(name, lang) for name in sheet.missing if name not in ("since", "until")]
    return SheetPage(
        uid=sheet.uid,
        code=node.code,
        title=title_of(plan, sheet.uid, lang),
        description=node.text("description"),
        properties=tuple(properties),
        missing=_("Not known: {names}", lang, names=", ".join(missing)) if missing else "",
        parts=tuple(parts),
        around=tuple(around),
        sources=tuple(f"{url} ({year})" if year else url for url, year in page.sources.items()),
    )


class _Page:
    def __init__(self, plan: Plan, lang: Language) -> None:
        self.plan = plan
        self.lang = lang
        #: Addresses in the order of the page, with the year of the source where it is known.
        self.sources: dict[str, str] = {}

    def source(self, url: str, year: str = "") -> int:
        """The number of a source on this page, 0 for none."""
        if not url:
            return 0
        self.sources.setdefault(url, year)
        return list(self.sources).index(url) + 1

    def entry(self, entry: Entry, *, detail: str = "") -> Fact:
        said = [detail]
        if entry.via:
            said.append(_("through {title}", self.lang, title=title_of(self.plan, entry.via, self.lang)))
        if entry.score is not None:
            said.append(f"{entry.score:+d}".replace("-", "−"))
        said += [_period(entry.since, entry.until, self.lang), entry.note]
        return Fact(
            "",
            self._name(entry.uid),
            ", ".join(text for text in said if text),
            words.code(entry.certainty, self.lang),
            self.source(entry.source_url),
        )

    def around(self, sheet: MeasureSheet) -> list[Part]:
        """Decisions, what came before and after, and neighbours."""
        lang = self.lang
        parts = []
        decided = []
        for one in sheet.decisions:
            node = self.plan.nodes[one.uid]
            about = (
                ""
                if one.about == sheet.uid
                else _("on {title}", lang, title=title_of(self.plan, one.about, lang))
            )
            told = [words.value("date", node.text("date"), lang), node.text("body"), node.text("paper")]
            decided.append(
                self.entry(one.entry, detail=", ".join(t for t in (*told, node.text("result"), about) if t))
            )
        if decided:
            parts.append(Part(words.kind("Decision", 2, lang), tuple(decided)))
        for heading, steps in (
            (_("Came before", lang), sheet.predecessors),
            (_("Came after", lang), sheet.successors),
        ):
            if steps:
                parts.append(Part(heading, tuple(self.entry(step.entry) for step in steps)))
        if sheet.neighbours:
            near = [
                Fact(
                    "",
                    self._name(one.uid),
                    _("has in common:", lang)
                    + " "
                    + "; ".join(title_of(self.plan, uid, lang) for uid in one.shared),
                )
                for one in sheet.neighbours
            ]
            heading = _n(
                "Measures beside it ({shown} of {count})",
                "Measures beside it ({shown} of {count})",
                sheet.neighbour_count,
                lang,
                shown=len(near),
            )
            parts.append(Part(heading, tuple(near)))
        return parts

    def _name(self, uid: str) -> str:
        node = self.plan.nodes[uid]
        title = title_of(self.plan, uid, self.lang)
        if node.label == "StrategicGoal" and node.text("number"):
            return f"{node.text('number')} {title}"
        return f"{node.code} {title}" if node.label == "Measure" else title


def _period(since: Value, until: Value, lang: Language) -> str:
    if since and until:
        return str(since) if since == until else f"{since}–{until}"
    if since:
        return _("since {year}", lang, year=since)
    return _("until {year}", lang, year=until) if until else ""
