"""What a plan looks like as JSON: pydantic models made from ``explorer.model``, and the schema they give."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from functools import cache, reduce
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from explorer.model import LABELS, LINK_TYPES, PLAN_PROPERTIES, Property

FORMAT = "zielnetz-plan"
VERSION = 1
#: No text of a plan is longer; the same for CSV files.
LONGEST_TEXT = 200_000

#: What a property says, for whoever writes such a file by program.
_MEANINGS = {
    "code": "What links and people call it by: unique in the plan; without comma, slash and vertical bar.",
    "title": "Its title, in German as a rule.",
    "title_en": "The title in English.",
    "description": "What it is about, in a few sentences.",
    "description_en": "The description in English.",
    "latest_year": "The last year that the plan was carried on to.",
    "since": "The first year in which it holds; none: ever since.",
    "until": "The last year in which it holds; none: until further notice.",
    "source_url": "Where it is written down: an address or the name of a paper.",
    "source_year": "The year of that source, or words for it.",
    "certainty": "documented: the source says so; reading: read out of it; proposed: suggested, not decided.",
    "number": "The number that the plan gives it.",
    "level": "What kind of operative goal it is.",
    "year": "The year in which the goal was set.",
    "target": "What is to be reached, as a figure or in words.",
    "baseline_year": "The year that the target is measured against.",
    "due_year": "The year in which it is to be reached.",
    "status": "How far the measure is.",
    "budget_eur": "What it costs, in euros.",
    "indicator": "How success is measured.",
    "kind": "What kind of unit it is, as Dezernat or Abteilung.",
    "date": "When it was decided: YYYY-MM-DD, or the year.",
    "body": "Who decided.",
    "paper": "The paper it was decided on.",
    "result": "How it was decided.",
    "note": "A remark on the link.",
    "intensity": "How strongly the goal is pursued in the field: 1 to 3.",
    "contribution": "Whether the measure serves the goal in the first or the second place.",
    "role": "lead: answers for it; partner: takes part.",
    "score": "How strongly it influences the other: -3 hinders to 3 helps, never 0.",
    "reason": "Why nothing is meant to contribute here.",
}
_ENDS = {"from": "The code of the item where the link starts.", "to": "The code of the item where it ends."}


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


@cache
def plan_document() -> type[BaseModel]:
    """The model of a whole file: ``format``, ``version``, ``plan``, ``items`` by their label, ``links`` by type."""
    items = [
        _model(name, {"label": (Literal[name], ...)}, label.properties) for name, label in LABELS.items()
    ]
    links = [
        _model(name, {"type": (Literal[name], ...), **_end_fields()}, kind.properties)
        for name, kind in LINK_TYPES.items()
    ]
    fields: dict[str, Any] = {
        "format": (Literal[FORMAT], Field(description="What kind of file this is.")),
        "version": (Literal[VERSION], Field(description="The version of this format.")),
        "plan": (_model("Plan", {}, PLAN_PROPERTIES), Field(description="The plan itself.")),
        "items": (_listed(items, "label"), Field(description="Its items, each with its label.")),
        "links": (_listed(links, "type"), Field(description="What ties them, each with its type.")),
    }
    return create_model("ZielnetzPlan", __base__=_Strict, **fields)


def json_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of the files that ``as_json`` writes and ``read_json`` takes."""
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": "A plan as Zielnetz exports and loads it. Properties without a value are left out.",
    }
    return {**about, **plan_document().model_json_schema()}


def _listed(models: Iterable[Any], tag: str) -> Any:
    union = reduce(operator.or_, models)
    return list[Annotated[union, Field(discriminator=tag)]]  # type: ignore[valid-type]


def _model(name: str, first: dict[str, Any], properties: Iterable[Property]) -> Any:
    fields = first | {p.name: _field(p) for p in properties}
    return create_model(name, __base__=_Strict, **fields)


def _end_fields() -> dict[str, Any]:
    return {
        name: (str, Field(min_length=1, max_length=LONGEST_TEXT, description=text))
        for name, text in _ENDS.items()
    }


def _field(wanted: Property) -> tuple[Any, Any]:
    said: dict[str, Any] = {"description": _MEANINGS[wanted.name]}
    kind: Any
    if wanted.choices:
        kind = Literal[wanted.choices]
    elif wanted.type == "string":
        kind = Annotated[str, Field(max_length=LONGEST_TEXT, min_length=1 if wanted.required else None)]
    else:
        kind = int if wanted.type == "integer" else float
        kind = Annotated[kind, Field(ge=wanted.minimum, le=wanted.maximum)]
    if wanted.required:
        return kind, Field(**said)
    return kind | None, Field(default=None, **said)
