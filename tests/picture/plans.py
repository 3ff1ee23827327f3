"""Plans for pictures: a large made one, and a short way to name items."""

from __future__ import annotations

from explorer.model import COMMON, LABELS, LINK_TYPES, Link, Node, Plan, empty_properties, uid_of


def uid(plan: Plan, code: str) -> str:
    """The uid of a code in the plan."""
    return uid_of(plan.code, code)


def crowded_plan(measures: int, goals: int = 7, departments: int = 12) -> Plan:
    """A plan with many measures, each with one or two goals and a department."""
    nodes: dict[str, Node] = {}
    links: list[Link] = []

    def node(label: str, code: str, **own: object) -> str:
        made = uid_of("big", code)
        properties = empty_properties(LABELS[label].stored) | empty_properties(COMMON)
        properties |= {
            "uid": made,
            "plan": "big",
            "code": code,
            "title": f"{label} {code}",
            "certainty": "documented",
        }
        nodes[made] = Node(label, properties | own)  # type: ignore[operator]
        return made

    def link(type_: str, source: str, target: str, **own: object) -> None:
        properties = empty_properties(LINK_TYPES[type_].properties) | {"certainty": "reading"}
        links.append(Link(type_, source, target, properties | own))  # type: ignore[operator]

    tops = [node("StrategicGoal", f"G{i}", number=i + 1) for i in range(goals)]
    units = [node("Department", f"D{i}", kind="Abteilung") for i in range(departments)]
    for i in range(measures):
        measure = node("Measure", f"M{i}", status="running")
        link("SERVES", measure, tops[i % goals], contribution="primary")
        if i % 3 == 0:
            link("SERVES", measure, tops[(i + 2) % goals], contribution="secondary")
        link("RESPONSIBLE_FOR", units[i % departments], measure, role="lead")
    return Plan({"code": "big", "title": "Big", "revision": 1}, nodes, tuple(links))
