"""Ten files as administrations really keep them, made with a spreadsheet's own means."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from explorer.exchange.book import Book
from explorer.exchange.books.workbook import open_book


def workbook(fill: Callable[[Workbook], None], name: str = "plan.xlsx") -> Book:
    """The file that ``fill`` makes of an empty workbook, opened as a person's file is."""
    book = Workbook()
    fill(book)
    data = io.BytesIO()
    book.save(data)
    return open_book(name, data.getvalue())


def put(sheet: Worksheet, *rows: Sequence[object], start: int = 1) -> None:
    """Rows into a sheet, the first one in row ``start``; an empty one stays empty."""
    for number, cells in enumerate(rows, start):
        for column, cell in enumerate(cells, 1):
            if cell is not None:
                sheet.cell(number, column, cell)


def table(*rows: Sequence[object], sheet: str = "Tabelle1") -> Book:
    """A file with nothing but these rows."""

    def fill(book: Workbook) -> None:
        book.active.title = sheet
        put(book.active, *rows)

    return workbook(fill)


def council_matrix() -> Book:
    """1: title rows, headings over two rows, goals as numbers below a merged heading, T€, a row of sums, a legend."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "Maßnahmen 2015"
        put(
            sheet,
            ["Stadt Musterhausen"],
            ["Maßnahmenmatrix zum Zukunftskonzept (Stand: 12.03.2015)"],
            [],
            [
                "lfd.\nNr.",
                "Maßnahme",
                "Amt",
                "Handlungsfeld",
                "Strategische Ziele",
                None,
                None,
                None,
                "Kosten\n(in T€)",
            ],
            [None, None, None, None, 1, 2, 3, 4, None],
            [1, "Ausbau der\nKindertagespflege", 51, "Familie", "X", "(x)", None, None, 120],
            [2, "Radwegekonzept ", " Amt 66", "Umwelt", None, None, "x", "x", "1,2 Mio. €"],
            [3, "Schulsozialarbeit", "51; 40", "Familie", "x", "X", None, None, "85,5"],
            [],
            ["Summe", None, None, None, 2, 2, 1, 1, 1405.5],
            [],
            ["x = Hauptziel, (x) = Nebenziel"],
        )
        sheet.merge_cells("A1:I1")
        sheet.merge_cells("E4:H4")
        for column in "ABCDI":
            sheet.merge_cells(f"{column}4:{column}5")

    return workbook(fill)


def merged_matrix() -> Book:
    """2: one measure over several merged rows, ●/○ as marks, field as merged first column, group of departments."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        put(
            sheet,
            [
                "Handlungsfeld",
                "Projekt",
                "Zuständigkeit",
                None,
                "SZ 1\nFamilie",
                "SZ 2\nBildung",
                "SZ 3\nUmwelt",
                "Zeitraum",
            ],
            [None, None, "federführend", "beteiligt", None, None, None, None],
            ["Familie", "Familienbüro", "Jugendamt", "Sozialamt", "●", None, None, "2014-2016"],
            [None, None, None, "Schulamt", None, "○", None, None],
            [None, "Elternbriefe", "Jugendamt", None, "●", None, None, "seit 2012"],
            [
                "Umwelt",
                "Baumpflanzungen",
                "Grünflächenamt",
                "Schulamt\nSozialamt",
                None,
                None,
                "●",
                "bis 2020",
            ],
        )
        sheet.merge_cells("C1:D1")
        for area in (
            "A1:A2",
            "B1:B2",
            "E1:E2",
            "F1:F2",
            "G1:G2",
            "H1:H2",
            "A3:A5",
            "B3:B4",
            "C3:C4",
            "H3:H4",
        ):
            sheet.merge_cells(area)

    return workbook(fill)


def list_with_slips() -> Book:
    """3: a flat list with goals in one cell, and slips in the names of departments and fields."""
    return table(
        ["Massnahme", "Zuständig", "Themenfeld", "Ziele", "Status"],
        ["Energieberatung", "Umweltamt", "Klima und Energie", "1; 2", "läuft"],
        ["Solarkataster", "Umweltamt", "Klima & Energie", "2", "abgeschlossen"],
        ["Stromsparcheck", "Umweltmat", "Klima und Enregie", "1,2", "geplannt"],
        ["Gewässerschau", "Umweltamt", "Wasser", "Ziel 3", "vielleicht"],
        sheet="Liste",
    )


def sections_matrix() -> Book:
    """4: the field stands in merged rows between the measures, headings come again after a page break."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        head = ["Nr.", "Maßnahme", "FB", "Ziel 1", "Ziel 2", "Beginn", "Ende"]
        put(
            sheet,
            head,
            ["Handlungsfeld 1: Wirtschaft"],
            ["1.1", "Gründerzentrum", 2, "x", None, "01.03.2015", "31.12.2018"],
            ["1.2", "Breitbandausbau", 2, "x", "x", 42005, "laufend"],
            head,
            ["Handlungsfeld 2: Gesundheit"],
            ["2.1", "Hebammenhilfe", "dito", None, "ja", "März 2016", None],
            ["2.2", "Ärzte aufs Land", 5, None, "nein", "2016", "2019"],
            [None, "Gesamt", None, 2, 2],
        )
        sheet.merge_cells("A2:G2")
        sheet.merge_cells("A6:G6")

    return workbook(fill)


def hidden_and_legend() -> Book:
    """5: an old hidden sheet, a sheet with a legend, the table starts in column B, a department over two rows."""

    def fill(book: Workbook) -> None:
        legend = book.active
        legend.title = "Legende"
        put(legend, ["Zeichen", "Bedeutung"], ["x", "wichtig"], ["(x)", "auch wichtig"])
        old = book.create_sheet("alt 2012")
        old.sheet_state = "hidden"
        put(old, ["Maßnahme", "Amt", "Ziel 1", "Ziel 2", "Kosten"], ["Veraltet", "51", "x", "x", 5])
        sheet = book.create_sheet("Maßnahmenplan")
        put(
            sheet,
            [],
            [
                None,
                "Titel der Maßnahme",
                "Dezernat",
                "Abt.",
                "Ziel 1: Sicher leben",
                "Ziel 2: Gesund leben",
                "Bemerkung",
            ],
            [None, "Notruf-App", "III", "32", "x", None, "mit der Leitstelle"],
            [None, "Herzsicher", "III", "53", "(x)", "x*", None],
            [None, "   ", None, None, None, None, None],
            [None, "Badestellen", "III", "53", None, "✓", "nur im Sommer"],
        )

    return workbook(fill)


def windows_list() -> Book:
    """6: CSV in Windows-1252 with semicolons, German numbers, a title with a line break, primary and other goals."""
    text = (
        "Maßnahmen-Nr.;Maßnahme;Fachamt;Hauptziel;Nebenziele;Mittel in €;Laufzeit;Umsetzungsstand;Kennzahl\r\n"
        "7;Bücherbus;Amt für Kultur;2;1, 3;12.500,00;2015 - 2017;in Umsetzung;400 Ausleihen\r\n"
        '8;"Musikschule\r\nauf dem Land";Amt für Kultur;2;;1.234.567,89 €;ab 2016;beschlossen;\r\n'
        "9;Heimatfest;Amt für Kultur;3;;ca. 5.000;2016;beendet;-\r\n"
        ";;;;;;;;\r\n"
    )
    return open_book("massnahmen.csv", text.encode("cp1252"))


def ranked_matrix() -> Book:
    """7: goals with their titles as headings, ranks 1..3 as marks, a year in a date cell, extra columns."""
    return table(
        [
            "Maßnahme",
            "Ansprechpartner",
            "Verantwortlich",
            "Gesund und sicher leben",
            "Wissen entwickeln",
            "Start",
        ],
        ["Impfaktion", "Frau A.", "Gesundheitsamt", 1, 3, date(2015, 3, 1)],
        ["Lernwerkstatt", "Herr B.", "Schulamt", None, 1, "2. Quartal 2016"],
        ["Pausenobst", "Frau A.", "Schulamt (ff), Gesundheitsamt", 2, 1, "ab 2017"],
    )


def list_full_of_errors() -> Book:
    """8: everything that cannot be understood, each in its own cell."""
    return table(
        ["Code", "Maßnahme", "Amt", "Ziel 1", "Ziel 2", "Kosten", "Laufzeit", "Status"],
        ["A1", "Eins", "50", "x", None, "5.000 - 10.000", "2015", "läuft"],
        ["A2", "Zwei", "50", "evtl.", None, "viel", "drei Jahre", "grün"],
        ["A1", "Drei", "50", None, "x", -300, "2018-2015", None],
        ["A4", None, "50", None, "x", 100, None, None],
    )


def long_list() -> Book:
    """9: one row for each measure and goal, a field that is only written once, an English heading."""
    return table(
        ["Measure", "Lead department", "Strategic goal", "Budget (EUR)", "Remarks"],
        ["Job fair", "Economy", "Strong economy", 10000, None],
        ["Job fair", "Economy", "Good schools", None, "with schools"],
        ["Night bus", "Traffic", "Good schools; Strong economy", 45000.5, None],
        ["Job fair", "Economy", "Living together", None, None],
    )


def soest_matrix() -> Book:
    """10: a matrix for the plan of Kreis Soest: goals by number, title and code, departments as people call them."""
    return table(
        [
            "Maßnahme",
            "Abt.",
            "Beteiligte",
            "Handlungsfeld",
            "1",
            "2",
            "Ziel 3",
            "SG4",
            "Gesund und sicher leben",
            "6",
            "7",
        ],
        ["Regionales Bildungsbüro", "Abt. 90", "51", "Bildung", None, "x", None, None, None, None, None],
        [
            'Konzeption "Willkommen!"',
            "51 Jugend u. Familie",
            None,
            "Familie",
            "x",
            None,
            "(x)",
            None,
            None,
            None,
            None,
        ],
        [
            "Hitzeaktionsplan",
            "Gesundheit",
            "Abt. 50; Strassenwesen",
            "Gesundheit",
            None,
            None,
            None,
            None,
            "x",
            "(x)",
            None,
        ],
    )


def soest_matrix_with_slips() -> Book:
    """The same, with departments and a goal that the plan does not have under this name."""
    return table(
        ["Maßnahme", "Abt.", "Handlungsfeld", "Ziel 1", "Ziel 2", "Ziel 9"],
        ["Hitzeaktionsplan", "Gesundheitsamt", "Gesundheit", "x", None, None],
        ["Schattenplätze", "Abt. 57", "Umwelt und Klima", None, "x", None],
        ["Trinkbrunnen", "Strasenwesen", "Gesundheit", None, None, "x"],
        ["Rettungskette", "Abt. 38", "Gesundheit", "x", None, None],
        ["Sommerlager", "51 Gesundheit", "Familie", "x", None, None],
    )
