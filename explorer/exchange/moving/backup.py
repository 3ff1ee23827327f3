"""Plans with all that a store keeps about them in one file, and back: the file is checked whole before it is used."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from explorer import __version__
from explorer.errors import BadPlan
from explorer.exchange.formats.archive import packed, unpacked
from explorer.exchange.formats.json_file import as_json
from explorer.exchange.formats.json_model import plan_document
from explorer.i18n import N_
from explorer.model import (
    LABELS,
    LINK_KEPT_BY_STORE,
    LINK_TYPES,
    PLAN_KEPT_BY_STORE,
    PLAN_PROPERTIES,
    Link,
    Node,
    Plan,
    empty_properties,
    uid_of,
)
from explorer.store.moving import CHANGE_COLUMNS, StoredPlan, in_order
from explorer.store.protocol import SCHEMA_VERSION

FORMAT = "zielnetz-backup"
VERSION = 1
ENDING = ".zielnetz"
#: Bytes that a backup may unfold to.
_MOST_BYTES = 2**30
_MANIFEST = "manifest.json"
_SEAL = len(hashlib.sha256().hexdigest())


@dataclass(frozen=True)
class Backup:
    """A backup that was found whole: when and by which version it was made, and its plans."""

    made_at: str
    made_by: str
    plans: tuple[StoredPlan, ...]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Entry(_Model):
    name: str
    sha256: str


class _Manifest(_Model):
    format: str
    version: int
    model: int
    zielnetz: str
    made_at: str
    entries: tuple[_Entry, ...]


class _Change(_Model):
    uid: str
    revision: int = Field(ge=0)
    at: str | None
    who: str | None
    what: str | None
    before: str | None
    after: str | None


class _Item(_Model):
    revision: int | None
    updated_at: str | None
    reworded: int | None


class _Kept(_Model):
    """What the store keeps: of the plan, of its items by code, of its links in the order of the plan's file."""

    revision: int = Field(ge=0)
    updated_at: str | None
    mapping: str | None
    items: dict[str, _Item]
    links: tuple[int | None, ...]
    changes: tuple[_Change, ...]


def as_backup(plans: Sequence[StoredPlan], made_at: datetime) -> bytes:
    """The file: a ZIP archive with a manifest, and two entries a plan.

    One is the plan as ``as_json`` writes it, so that it can be read without this program; the other is what the
    store keeps about it. The manifest has the SHA-256 of each; that of the whole file is the archive's comment.
    """
    contents: dict[str, bytes] = {}
    for number, stored in enumerate(map(in_order, plans), 1):
        contents[f"plans/{number:04d}.json"] = as_json(stored.plan)
        contents[f"plans/{number:04d}.kept.json"] = _json(_kept_record(stored))
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "model": SCHEMA_VERSION,
        "zielnetz": __version__,
        "made_at": made_at.isoformat(timespec="seconds"),
        "entries": [{"name": name, "sha256": _sha256(content)} for name, content in contents.items()],
    }
    return sealed(packed({_MANIFEST: _json(manifest), **contents}, comment=bytes(_SEAL)))


def sealed(archive: bytes) -> bytes:
    """The archive with the SHA-256 of all before its comment as its comment."""
    body = archive[:-_SEAL]
    return body + _sha256(body).encode()


def read_backup(data: bytes, name: str = "") -> Backup:
    """The plans in such a file, everything in it checked; ``name`` is what people call it.

    Raises ``BadPlan`` if a single byte is not as it was written, for entries that are missing or too many, for a
    file of a newer version, and for a plan that is not consistent.
    """
    body, seal = data[:-_SEAL], data[-_SEAL:]
    if _sha256(body).encode() != seal:
        raise BadPlan(
            N_("{name} is damaged or no backup of Zielnetz; nothing was changed."),
            N_("Copy the file again from where it was kept, or take an earlier backup."),
            name=name,
        )
    found = unpacked(data, name, _MOST_BYTES)
    try:
        manifest = _manifest(found, name)
        entries = {entry.name: entry.sha256 for entry in manifest.entries}
        contents = {entry: content for entry, content in found.items() if entry != _MANIFEST}
        if entries != {entry: _sha256(content) for entry, content in contents.items()}:
            raise _inconsistent(name)
        if len(entries) != len(manifest.entries):
            raise _inconsistent(name)
        plans = [_stored(contents, number) for number in range(1, len(contents) // 2 + 1)]
    except (ValidationError, KeyError, ValueError, UnicodeDecodeError) as error:
        raise _inconsistent(name) from error
    if len(contents) != 2 * len(plans) or len({stored.code for stored in plans}) != len(plans):
        raise _inconsistent(name)
    return Backup(manifest.made_at, manifest.zielnetz, tuple(plans))


def _manifest(found: dict[str, bytes], name: str) -> _Manifest:
    told = json.loads(found[_MANIFEST])
    # Looked at before the rest of it, which a newer version may write otherwise.
    if told["format"] != FORMAT:
        raise _inconsistent(name)
    if told["version"] > VERSION or told["model"] > SCHEMA_VERSION:
        raise BadPlan(
            N_("{name} was made by a newer Zielnetz ({version}); nothing was changed."),
            N_("Update Zielnetz, then restore it."),
            name=name,
            version=str(told["zielnetz"]),
        )
    return _Manifest.model_validate_json(found[_MANIFEST])


def _stored(contents: dict[str, bytes], number: int) -> StoredPlan:
    document: Any = plan_document().model_validate_json(contents[f"plans/{number:04d}.json"])
    kept = _Kept.model_validate_json(contents[f"plans/{number:04d}.kept.json"])
    code = document.plan.code
    nodes: dict[str, Node] = {}
    for item in document.items:
        uid = uid_of(code, item.code)
        own: dict[str, Any] = dict(item)
        label = own.pop("label")
        if uid in nodes:
            raise ValueError(uid)
        about = {"uid": uid, "plan": code, **dict(kept.items[item.code])}
        nodes[uid] = Node(label, empty_properties(LABELS[label].stored) | own | about)
    if len(kept.items) != len(nodes):
        raise ValueError(code)
    links = [
        _link(code, nodes, dict(link), confirmed)
        for link, confirmed in zip(document.links, kept.links, strict=True)
    ]
    if len({link.key for link in links}) != len(links):
        raise ValueError(code)
    about_plan = {p.name: getattr(kept, p.name) for p in PLAN_KEPT_BY_STORE}
    changes = tuple({name: getattr(row, name) for name in CHANGE_COLUMNS} for row in kept.changes)
    properties = empty_properties(PLAN_PROPERTIES) | dict(document.plan) | about_plan
    return in_order(StoredPlan(Plan(properties, nodes, tuple(links)), changes))


def _link(code: str, nodes: dict[str, Node], own: dict[str, Any], confirmed: int | None) -> Link:
    type_, source, target = own.pop("type"), uid_of(code, own.pop("from")), uid_of(code, own.pop("to"))
    if (nodes[source].label, nodes[target].label) not in LINK_TYPES[type_].ends:
        raise ValueError(type_)
    return Link(type_, source, target, own | dict.fromkeys((p.name for p in LINK_KEPT_BY_STORE), confirmed))


def _kept_record(stored: StoredPlan) -> dict[str, Any]:
    plan = stored.plan
    return {
        **{p.name: plan.properties.get(p.name) for p in PLAN_KEPT_BY_STORE},
        "items": {
            node.code: {name: node.properties.get(name) for name in _Item.model_fields}
            for node in plan.nodes.values()
        },
        "links": [link.properties.get("confirmed") for link in plan.links],
        "changes": [{name: row[name] for name in CHANGE_COLUMNS} for row in stored.changes],
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _inconsistent(name: str) -> BadPlan:
    return BadPlan(
        N_(
            "{name} is not consistent: what its list of contents says is not what is in it; nothing was changed."
        ),
        N_("Take an earlier backup; a backup must not be edited."),
        name=name,
    )
