"""The table of files that a plan can be written as, for the command and the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explorer.i18n import N_, Language
from explorer.model import Plan


@dataclass(frozen=True)
class Export:
    """A format: its name, the ending and media type of its files, what it is for people, and how it is written.

    ``title`` and ``purpose`` are message ids. ``write`` takes a plan and the language of what the file says for
    people, and gives the file's bytes.
    """

    name: str
    ending: str
    mime: str
    title: str
    purpose: str
    write: Callable[[Plan, Language], bytes]


# Each writer is imported when it is used: a page that offers all of them needs none yet.
def _xlsx(plan: Plan, lang: Language) -> bytes:
    from explorer.exchange.template.write import write_template

    return write_template(plan, lang)


def _csv(plan: Plan, _lang: Language) -> bytes:
    from explorer.exchange.formats.csv_zip import as_csv_zip

    return as_csv_zip(plan)


def _json(plan: Plan, _lang: Language) -> bytes:
    from explorer.exchange.formats.json_file import as_json

    return as_json(plan)


def _graphml(plan: Plan, lang: Language) -> bytes:
    from explorer.exchange.formats.graph_files import as_graphml

    return as_graphml(plan, lang)


def _gexf(plan: Plan, lang: Language) -> bytes:
    from explorer.exchange.formats.graph_files import as_gexf

    return as_gexf(plan, lang)


def _cypher(plan: Plan, _lang: Language) -> bytes:
    from explorer.exchange.formats.cypher_script import as_cypher

    return as_cypher(plan)


EXPORTS: dict[str, Export] = {
    export.name: export
    for export in (
        Export(
            "xlsx",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            N_("Excel template, filled"),
            N_("To go on in Excel and load it again."),
            _xlsx,
        ),
        Export(
            "csv",
            ".zip",
            "application/zip",
            N_("CSV files in a ZIP archive"),
            N_("For other spreadsheets and databases; loads again exactly."),
            _csv,
        ),
        Export(
            "json",
            ".json",
            "application/json",
            N_("JSON"),
            N_("For programs, with a documented schema; loads again exactly."),
            _json,
        ),
        Export(
            "graphml",
            ".graphml",
            "application/graphml+xml",
            N_("GraphML"),
            N_("For yEd, Cytoscape, Gephi and networkx."),
            _graphml,
        ),
        Export("gexf", ".gexf", "application/gexf+xml", N_("GEXF"), N_("For Gephi and networkx."), _gexf),
        Export(
            "cypher",
            ".cypher",
            "text/plain",
            N_("Cypher script"),
            N_("Makes the plan in any empty Neo4j database."),
            _cypher,
        ),
    )
}
