"""The kinds of findings in order of seriousness, and the words for each."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.i18n import N_, Language, _

#: Groups of kinds -> heading. The last two are no gaps: what nobody has written down, and what is meant.
GROUPS = {
    "forward": N_("Goals that lack something"),
    "backward": N_("Measures and operative goals that hang in the air"),
    "single": N_("Carried only once"),
    "suspect": N_("Doubtful by now"),
    "knowledge": N_("Missing knowledge"),
    "meant": N_("Left out on purpose"),
}

Text = str | tuple[str, str]


@dataclass(frozen=True)
class Kind:
    """One kind: its group, its heading, one sentence why it is one, one what would close it.

    A sentence may be a pair (for a count of one, for any other). ``missing`` is the sentence that takes the place
    of ``why`` when so many have the gap that knowledge is missing rather than the thing itself.
    """

    group: str
    title: str
    why: Text
    remedy: Text
    missing: str = ""

    def heading(self, lang: Language | None = None) -> str:
        """The kind as a heading over its findings."""
        return _(self.title, lang)


#: Most serious first.
KINDS: dict[str, Kind] = {
    "goal_without_anything": Kind(
        "forward",
        N_("Goals that nothing pursues"),
        N_("For {goal} there is neither a measure nor an operative goal: nothing in the plan pursues it."),
        N_("Derive an operative goal from it and name the department that starts with a measure."),
    ),
    "goal_without_measure": Kind(
        "forward",
        N_("Goals without a measure"),
        (
            N_(
                "{goal} has {count} operative goal but no measure: it is meant seriously, but nothing is done."
            ),
            N_(
                "{goal} has {count} operative goals but no measure: it is meant seriously, but nothing is done."
            ),
        ),
        N_("Name a measure for one of its operative goals and a department that leads it."),
    ),
    "goal_without_department": Kind(
        "forward",
        N_("Goals that no department carries"),
        N_("No department carries {goal}: nobody would notice if it came to nothing."),
        N_("Name a department that leads a measure or an operative goal for it."),
    ),
    "goal_without_operative": Kind(
        "forward",
        N_("Goals without an operative goal"),
        (
            N_(
                "{goal} has no operative goal: {count} measure serves it, but nobody can say when it is reached."
            ),
            N_(
                "{goal} has no operative goal: {count} measures serve it, but nobody can say when it is reached."
            ),
        ),
        N_("Derive an operative goal with a target and a year from it."),
    ),
    "goal_on_one_measure": Kind(
        "single",
        N_("Goals that hang on one measure"),
        N_("{goal} hangs on one measure alone: {measure}. If it ends, nothing is left."),
        N_("Look for a second measure, or secure this one for as long as the goal holds."),
    ),
    "goal_on_one_unit": Kind(
        "single",
        N_("Goals that one department alone carries"),
        N_("Only {department} carries {goal}."),
        N_("Win a second department for it, or settle who steps in."),
    ),
    "operative_without_measure": Kind(
        "forward",
        N_("Operative goals without a measure"),
        N_("No measure implements the operative goal {item}."),
        N_("Name a measure that implements it, or give the goal up."),
    ),
    "goal_without_field": Kind(
        "forward",
        N_("Goals without a field of action"),
        N_("The plan names no field of action in which {goal} is pursued."),
        N_("Decide in which fields of action it is pursued."),
    ),
    "department_without_goal": Kind(
        "forward",
        N_("Goals to which a department contributes nothing"),
        N_("{department} contributes nothing to {goal}: no measure and no operative goal."),
        (
            N_("Name a contribution ({count} measure serves the goal so far), or note why it is meant."),
            N_("Name a contribution ({count} measures serve the goal so far), or note why it is meant."),
        ),
    ),
    "measure_without_goal": Kind(
        "backward",
        N_("Measures without a strategic goal"),
        N_("{item} serves no strategic goal."),
        N_("Say which goal it serves, or ask whether it is still needed."),
        N_("No strategic goal is known for {item}; that is so for {of} measures."),
    ),
    "measure_without_department": Kind(
        "backward",
        N_("Measures without a department"),
        N_("No department is responsible for {item}."),
        N_("Name the department that leads it."),
        N_("No department is known for {item}; that is so for {of} measures."),
    ),
    "operative_without_goal": Kind(
        "backward",
        N_("Operative goals without a strategic goal"),
        N_("The operative goal {item} is derived from no strategic goal."),
        N_("Say which strategic goal it helps to reach, or give it up."),
        N_("No strategic goal is known for the operative goal {item}; that is so for {of} operative goals."),
    ),
    "operative_without_department": Kind(
        "backward",
        N_("Operative goals without a department"),
        N_("No department is responsible for the operative goal {item}."),
        N_("Name the department that answers for it."),
        N_("No department is known for the operative goal {item}; that is so for {of} operative goals."),
    ),
    "measure_without_operative": Kind(
        "backward",
        N_("Measures without an operative goal"),
        N_("{item} implements no operative goal: what it achieves cannot be measured."),
        N_("Assign it to an operative goal, or derive one that it can be measured by."),
        N_("No operative goal is known for {item}; that is so for {of} measures."),
    ),
    "contribution_on_one_measure": Kind(
        "single",
        N_("Contributions that hang on one measure"),
        N_("{department} contributes to {goal} with one measure alone: {measure}."),
        N_("Look for a second measure, or settle what follows when this one ends."),
    ),
    "suspect_link": Kind(
        "suspect",
        N_("Links whose ends were reworded"),
        N_("{changed} was reworded after the link between {item} and {other} was last confirmed."),
        N_("Read both once more: confirm the link or remove it."),
    ),
    "mark_overtaken": Kind(
        "suspect",
        N_("Left out on purpose, and yet carried"),
        N_("{item} is marked as deliberately without {goal} ({reason}), but contributes to it by now."),
        N_("Take the mark away, or ask whether the contribution is right."),
    ),
    "goal_link_undocumented": Kind(
        "knowledge",
        N_("Goals of a measure not documented"),
        (
            N_("No source says which goal {item} serves; the one named is our reading or a proposal."),
            N_("No source says which goals {item} serves; the {count} goals are our reading or proposals."),
        ),
        N_("Ask the department which goals the measure serves, and note the source."),
    ),
    "department_link_undocumented": Kind(
        "knowledge",
        N_("Department of a measure not documented"),
        N_("No source says that {department} is responsible for {item}."),
        N_("Ask the department whether that is right, and note the source."),
    ),
    "status_unknown": Kind(
        "knowledge",
        N_("Status not known"),
        N_("Whether {item} is planned, running or completed is not known."),
        N_("Ask the department for the status."),
    ),
    "years_unknown": Kind(
        "knowledge",
        N_("Years not known"),
        N_("For {item} neither the first nor the last year is known; it therefore counts in every year."),
        N_("Ask the department when the measure began and when it ends."),
    ),
    "meant": Kind(
        "meant",
        N_("Left out on purpose"),
        N_("{item} is deliberately without {goal}: {reason}"),
        N_("Nothing to do; take the mark away when the reason no longer holds."),
    ),
}
