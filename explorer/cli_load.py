"""`zielnetz load`, `check`, `template`: a plan out of a file into the database, the report on a file, an empty one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from explorer import cli_output as out
from explorer.cli_edit import user_name
from explorer.cli_files import check_folder, save
from explorer.cli_questions import one_plan, reading
from explorer.errors import BadPlan, Refusal
from explorer.i18n import N_, _, _n, told

if TYPE_CHECKING:
    from explorer.exchange.book import Book
    from explorer.exchange.incoming import Incoming
    from explorer.exchange.mapping import ImportMapping
    from explorer.exchange.problems import Problem
    from explorer.model import Plan
    from explorer.store import GraphStore
    from explorer.store.plans import Difference

#: Lines of a list that are printed; a file may bring tens of thousands.
_MOST = 30

PlanPath = Annotated[
    Path,
    typer.Argument(
        metavar="PATH", help="An Excel or CSV file, a .zip or a folder of CSV files, or a .json file."
    ),
]
ForPlan = Annotated[
    str, typer.Option("--plan", metavar="CODE", help="The plan that a list or matrix is for; a new one too.")
]
Title = Annotated[str, typer.Option(metavar="TEXT", help="What a new plan is called.")]
MappingFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE.json", help="How to understand the columns, as --save-mapping wrote it."),
]
Marked = Annotated[
    Path | None,
    typer.Option(metavar="FILE.xlsx", help="Write the report as comments into a copy of the file."),
]


def load(
    path: PlanPath,
    plan: ForPlan = "",
    title: Title = "",
    remove: Annotated[
        bool, typer.Option("--remove", help="Remove what the plan has and the file does not list.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, old and new; write nothing.")
    ] = False,
    mapping: MappingFile = None,
    save_mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help="Write how the columns were understood, for next year."),
    ] = None,
    marked: Marked = None,
    who: Annotated[str, typer.Option(metavar="NAME", help="For the log; otherwise your user name.")] = "",
) -> None:
    """Check a plan and load it, all of it or nothing.

    What is new is added and what reads differently is changed. What the file has no column, sheet or row for stays
    as it is; with --remove, items and links go that the file would list but does not. Other plans are not touched.
    """
    from explorer.exchange.incoming import merged
    from explorer.exchange.outcome import left_alone
    from explorer.exchange.reading import mapping_at
    from explorer.settings import read_settings
    from explorer.store import open_store, revision_of, save_plan
    from explorer.store.plans import difference

    settings = read_settings()
    file = _File(path, plan, title, mapping_at(mapping) if mapping else None)
    if marked is not None:
        _check_xlsx(marked)
    if save_mapping is not None:
        check_folder(save_mapping)
    # For writing at once where there is a file: who may not write shall not wait for a check.
    with _store_there(read_only=dry_run or bool(settings.neo4j_uri)) as store:
        try:
            with out.patience(_("Checking")):
                incoming = file.read(store)
                known = file.known(store, incoming.plan.code)
                after = merged(known, incoming, remove=remove)
        except BadPlan as bad:
            _mark(file, _problems(bad), marked)
            raise
        _mark(file, incoming.notes, marked)
        if save_mapping is not None:
            _save_mapping(save_mapping, incoming)
        change = difference(known, after)
        kept = None if remove else left_alone(known, incoming)
        revision = known.revision if known else 0
        if dry_run:
            _print_notes(incoming.notes)
            if change:
                out.print_line(_("The plan {code} would change:", code=after.code))
                _print_counts(after, change)
                _print_changes(known, after, change)
            else:
                out.print_line(_("Nothing would change: the plan {code} is as it is.", code=after.code))
            _print_kept(kept)
            out.say(_("Nothing was written."))
            return
        writing = store if store is not None and not store.read_only else open_store(settings)
        try:
            with out.patience(_("Loading"), len(after.nodes) + len(after.links)) as tell:
                change = save_plan(
                    writing,
                    after,
                    who=who or user_name(),
                    progress=tell,
                    expected=revision,
                    mapping=incoming.mapping.model_dump_json() if incoming.mapping else None,
                )
            revision = revision_of(writing, after.code)
        finally:
            if writing is not store:
                writing.close()
    _print_notes(incoming.notes)
    if not change:
        out.print_line(_("Nothing changed: the database holds the plan {code} as it is.", code=after.code))
    else:
        out.print_line(
            _("The plan {code} is loaded, revision {revision}:", code=after.code, revision=revision)
        )
        _print_counts(after, change)
    _print_kept(kept)


def check(
    path: PlanPath, plan: ForPlan = "", title: Title = "", mapping: MappingFile = None, marked: Marked = None
) -> None:
    """Check a plan without loading it: every problem with its sheet, row, column, meaning and remedy.

    It is checked together with the plan in the database if there is one, also while the app is running.
    """
    from explorer.exchange.incoming import merged
    from explorer.exchange.problems import counts
    from explorer.exchange.reading import mapping_at

    file = _File(path, plan, title, mapping_at(mapping) if mapping else None, only_checked=True)
    if marked is not None:
        _check_xlsx(marked)
    found: Sequence[Problem]
    after: Plan | None = None
    with _store_to_look_at() as store:
        try:
            with out.patience(_("Checking")):
                incoming = file.read(store)
                found = incoming.notes
                after = merged(file.known(store, incoming.plan.code), incoming)
        except BadPlan as bad:
            if not bad.problems:
                raise
            found = _problems(bad)
    _print_report(found)
    _mark(file, found, marked)
    errors = counts(found)["error"]
    if errors:
        out.say(_n("{count} problem.", "{count} problems.", errors))
        if file.book is not None and marked is None:
            out.say(_("--marked FILE.xlsx writes them as comments into a copy of the file."))
        raise typer.Exit(1)
    assert after is not None
    text = (
        N_("No problems: the plan {code} has {items} items and {links} links.")
        if not found
        else N_("It can be loaded: the plan {code} has {items} items and {links} links.")
    )
    made = incoming.plan
    out.print_line(_(text, code=made.code, items=len(made.nodes), links=len(made.links)))


def template(
    path: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The Excel file to write.")],
    from_plan: Annotated[
        bool, typer.Option("--from-plan", help="Fill it with the plan in the database.")
    ] = False,
    plan: Annotated[
        str, typer.Option("--plan", metavar="CODE", help="Which plan to fill it with, if there are several.")
    ] = "",
) -> None:
    """Write the Excel template: a sheet for each kind of item and one for the links, with lists and explanations.

    Empty, it holds examples that are never loaded; filled with the plan, it is loaded back as the same plan.
    """
    from explorer.exchange.template.write import write_template
    from explorer.store import read_plan

    _check_xlsx(path)
    filled: Plan | None = None
    if from_plan or plan:
        with reading() as store:
            filled = read_plan(store, one_plan(store, plan))
    save(path, write_template(filled))
    out.print_line(_("The template is in {path}.", path=str(path)))


#: The commands of this module, in the order of the help.
COMMANDS: tuple[Callable[..., None], ...] = (load, check, template)


class _File:
    """The file that somebody named, and the book in it once it was opened."""

    def __init__(
        self, path: Path, plan: str, title: str, given: ImportMapping | None, *, only_checked: bool = False
    ) -> None:
        self.path, self.plan, self.title, self.given = path, plan, title, given
        self.only_checked = only_checked
        self.book: Book | None = None
        self._plans: dict[str, Plan | None] = {}

    def known(self, store: GraphStore | None, code: str) -> Plan | None:
        """The plan in the store as it was when it was first looked for."""
        from explorer.store import plan_codes, read_plan

        if store is None:
            return None
        if code not in self._plans:
            there = any(row["code"] == code for row in plan_codes(store))
            self._plans[code] = read_plan(store, code) if there else None
        return self._plans[code]

    def read(self, store: GraphStore | None) -> Incoming:
        """The checked plan in it; ``store`` is where the plan is that it goes into, if there is one."""
        from explorer.exchange.books.workbook import open_book
        from explorer.exchange.reading import OTHERS, kept_mapping, read_any, read_book, read_file

        def known(code: str) -> Plan | None:
            return self.known(store, code)

        name = self.path.name
        if self.path.is_dir() or self.path.suffix.lower() in OTHERS:
            incoming = read_any(name, path=self.path)
        else:
            self.book = open_book(name, read_file(self.path))
            plan, title = self._meant(store)
            saved = self.given or kept_mapping(known(plan) if plan else None)
            incoming = read_book(self.book, known=known, plan=plan, title=title, saved=saved)
        if self.plan and incoming.plan.code != self.plan:
            raise Refusal(
                N_("{name} holds the plan {found}, not {code}."),
                N_("Leave --plan out, or change the code in the file."),
                name=name,
                found=incoming.plan.code,
                code=self.plan,
            )
        return incoming

    def _meant(self, store: GraphStore | None) -> tuple[str, str]:
        """Code and title of the plan for a file that does not say which one it is."""
        from explorer.exchange.template.read import is_template, template_code
        from explorer.store import plan_codes

        assert self.book is not None
        if self.plan or (is_template(self.book) and template_code(self.book)):
            missing = self.only_checked and self.known(store, self.plan) is None
            return self.plan, self.title or (self.path.stem if missing else "")
        codes = [str(row["code"]) for row in plan_codes(store)] if store else []
        if len(codes) > 1:
            raise Refusal(
                N_("The database holds several plans: {names}."),
                N_("Name one with --plan CODE."),
                names=", ".join(codes),
            )
        if codes and not self.title:
            return codes[0], ""
        # What is only checked needs no name yet.
        return (self.path.stem, self.title or self.path.stem) if self.only_checked else ("", self.title)


@contextmanager
def _store_there(*, read_only: bool) -> Iterator[GraphStore | None]:
    """The store, or None while there is no embedded database yet: one is made when something is to be written."""
    from explorer.settings import read_settings
    from explorer.store import open_store

    settings = read_settings()
    if not settings.neo4j_uri and not settings.embedded_file.exists():
        yield None
        return
    store = open_store(settings, read_only=read_only)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _store_to_look_at() -> Iterator[GraphStore | None]:
    """The store for reading; None, and a word about it, if it cannot be looked at now."""
    with ExitStack() as stack:
        try:
            store = stack.enter_context(_store_there(read_only=True))
        except Refusal as refusal:
            out.say(_("The file is checked for itself, without the database: {why}", why=told(refusal)[0]))
            store = None
        yield store


def _save_mapping(path: Path, incoming: Incoming) -> None:
    if incoming.mapping is None:
        out.say(_("The file names its columns itself; there is no mapping to write."))
        return
    save(path, incoming.mapping.model_dump_json(indent=2).encode())
    out.say(_("How the columns were understood is in {path}.", path=str(path)))


def _check_xlsx(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise Refusal(
            N_("An Excel file cannot be written as {name}."),
            N_("Choose a file that ends in .xlsx."),
            name=path.name,
        )
    check_folder(path)


def _mark(file: _File, problems: Sequence[Problem], path: Path | None) -> None:
    if path is None:
        return
    if file.book is None:
        out.say(
            _("Only Excel files and text tables are marked; there is no copy of {name}.", name=file.path.name)
        )
        return
    from explorer.exchange.books.marked import marked_copy

    save(path, marked_copy(file.book, problems))
    out.say(_("The report stands in {path}, a copy of the file with comments.", path=str(path)))


def _problems(bad: BadPlan) -> list[Problem]:
    from explorer.exchange.problems import Problem

    return [problem for problem in bad.problems if isinstance(problem, Problem)]


def _print_report(problems: Sequence[Problem]) -> None:
    if not problems:
        return
    from explorer.exchange.books.marked import WORDS

    headings = [_("Severity"), _("Sheet or file"), _("Row"), _("Column")]
    headings += [_("What is wrong"), _("What it means"), _("Remedy")]
    rows = []
    for one in problems:
        what, remedy = one.told()
        column = f"{one.column} ({one.cell})" if one.column and one.cell else one.column or one.cell
        rows.append([_(WORDS[one.severity]), one.where, one.row or "", column, what, one.means(), remedy])
    out.print_table(headings, rows)


def _print_notes(notes: Sequence[Problem]) -> None:
    _print_report(notes[:_MOST])
    if len(notes) > _MOST:
        out.say(_("... and {count} more; zielnetz check PATH lists all.", count=len(notes) - _MOST))


def _print_kept(kept: tuple[int, int] | None) -> None:
    if kept and any(kept):
        items, links = kept
        out.print_line(
            _(
                "Not in the file, and left in the plan: items {items}, links {links}. --remove takes them out.",
                items=items,
                links=links,
            )
        )


def _print_counts(new: Plan, change: Difference) -> None:
    from explorer.exchange.outcome import count_rows

    headings = [_("What"), _("added"), _("changed"), _("removed"), _("unchanged")]
    out.print_table(headings, list(count_rows(new, change)))


def _print_changes(old: Plan | None, new: Plan, change: Difference) -> None:
    from explorer.exchange.outcome import change_rows

    rows = list(change_rows(old, new, change))
    headings = ["", _("What"), _("Item"), _("Property"), _("Was"), _("Becomes")]
    out.print_table(headings, rows[:_MOST])
    if len(rows) > _MOST:
        out.print_line(_("... and {count} more.", count=len(rows) - _MOST))
