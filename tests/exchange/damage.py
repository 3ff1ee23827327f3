"""What happens to files on their way: bytes go astray, parts get lost, and people and programs write into cells."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

import openpyxl

#: What a cell or a word may become.
HOSTILE: tuple[object, ...] = (
    *(0, -1, 1, 10**15, 10**30, -0.0, 1e308, 9_999_999, 2_958_466, 0.1, True, False, ""),
    *("1e999", "NaN", "nan", "inf", "-Infinity", "1" * 5_000, "٣", "½", "1.234.567,89 €", "12,5 Mio. €"),
    *(
        "=1+1",
        "=cmd|'/C calc'!A0",
        "+1",
        "-",
        "@x",
        '=HYPERLINK("http://x")',
        "#REF!",
        "{}",
        "{0}",
        "{value}",
    ),
    *("x" * 40_000, "Wort " * 8_000, ";" * 3_000, "1;" * 3_000, "\n" * 2_000, " ", "\u00a0", "\t"),
    *(
        "\u202eabc\u202c",
        "\u200f",
        "\ufeffx",
        "_xD800_",
        "_x0000_",
        "a\u0301\u0301",
        "👩\u200d👩",
        "'",
        '"',
        '""',
    ),
    *(
        "<b>x</b>",
        "]]>",
        "&amp;",
        "../../x",
        "a/b|c,d",
        "SG1",
        "M1",
        "M1; M1; M1",
        "1; 4; 99",
        "x?",
        "(x)",
        "●",
        "?",
    ),
    *(
        "2015-2013",
        "2015-",
        "0000-2015",
        "99999",
        "31.02.2015",
        "1.1.1",
        "1900-02-29",
        "Januar 2015",
        "2015/16",
    ),
    *(
        "None",
        "null",
        "\\N",
        "%s",
        "Plan",
        "Kürzel",
        "Maßnahme",
        "Ziel 1",
        "Dezernat",
        "code",
        "title",
        "type",
    ),
)
_DATES = (date(1900, 1, 1), date(9999, 12, 31), datetime(2015, 2, 28, 23, 59, 59), date(1904, 1, 2))


def steady(data: bytes) -> bytes:
    """The same archive without the moment at which it was made."""
    moment = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    return _packed([(name, moment.sub(b"2015-12-17T00:00:00Z", part)) for name, part in _parts(data).items()])


def _flip(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _time in range(dice.choice((1, 2, 10, 100))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data))
    return dice.choice((data[:place], data[place:], data[:place] + data[place + dice.randrange(1, 200) :]))


def _insert(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data))
    what = dice.choice(
        (b"\0", b'"', b"\xff\xfe", b"\xef\xbb\xbf", dice.randbytes(20), data[place : place + 300])
    )
    return data[:place] + what + data[place:]


def _replace_text(data: bytes, dice: random.Random) -> bytes:
    """One word, number or mark of a text becomes something hostile."""
    found = list(re.finditer(rb"[\w.\xc2-\xf4\x80-\xbf]+|[;,\t\"{}\[\]:]", data))
    if not found:
        return data
    place = dice.choice(found)
    new = str(dice.choice(HOSTILE)).encode("utf-8", "replace")
    return data[: place.start()] + new + data[place.end() :]


def _lines(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    first, second = dice.randrange(len(lines)), dice.randrange(len(lines))
    how = dice.randrange(4)
    if how == 0:
        lines[first], lines[second] = lines[second], lines[first]
    elif how == 1:
        lines.insert(first, lines[second])
    elif how == 2:
        del lines[first]
    else:
        dice.shuffle(lines)
    return b"\n".join(lines)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.filterwarnings("ignore", "Duplicate name")
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _zip(data: bytes, dice: random.Random) -> bytes:
    """Parts of the archive are dropped, doubled, renamed or exchanged."""
    parts = list(_parts(data).items())
    first, second = dice.randrange(len(parts)), dice.randrange(len(parts))
    name, content = parts[first]
    how = dice.randrange(5)
    if how == 0:
        del parts[first]
    elif how == 1:
        parts.append((name, parts[second][1]))
    elif how == 2:
        parts[first] = (
            dice.choice((f"x{name}", name.upper(), f"../{name}", "xl/vbaProject.bin", "")),
            content,
        )
    elif how == 3:
        parts[first] = (name, parts[second][1])
    else:
        parts[first] = (name, b"")
    return _packed(parts)


def _part(change: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    """The same within one part of an archive."""

    def changed(data: bytes, dice: random.Random) -> bytes:
        parts = _parts(data)
        name = dice.choice(list(parts))
        parts[name] = change(parts[name], dice)
        return _packed(list(parts.items()))

    return changed


def _xml(data: bytes, dice: random.Random) -> bytes:
    """An attribute, an element or a text of one part becomes another."""
    parts = _parts(data)
    name = dice.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    text = parts[name].decode("utf-8", "replace")
    kinds = (r'"[^"<]*"', r"</?[\w:]+", r">[^<]+<", r"<[^>]+/>", r"[0-9]+", r" [\w:]+=")
    found = list(re.finditer(dice.choice(kinds), text))
    if not found:
        return data
    for place in sorted(
        dice.sample(found, min(len(found), dice.choice((1, 1, 5)))), key=lambda m: -m.start()
    ):
        old = place[0]
        other = dice.choice(found)[0]
        edge = old[:1] + str(dice.choice(HOSTILE)).replace("<", "&lt;").replace('"', "")[:500] + old[-1:]
        new = dice.choice(
            (other, "", old * 2, edge, old[:-1], re.sub(r"\d+", str(dice.choice((0, -1, 99_999_999))), old))
        )
        text = text[: place.start()] + new + text[place.end() :]
    parts[name] = text.encode("utf-8", "replace")
    return _packed(list(parts.items()))


def _cells(data: bytes, dice: random.Random) -> bytes:
    """What people and programs do to a table: values, columns, rows, headings."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = dice.choice(workbook.worksheets)
    rows, columns = max(sheet.max_row, 1), max(sheet.max_column, 1)
    how = dice.randrange(8)
    if how <= 3:
        for _time in range(dice.choice((1, 3, 20))):
            cell = sheet.cell(dice.randint(1, rows + 1), dice.randint(1, columns + 1))
            _set(cell, dice.choice(HOSTILE + _DATES))
            if dice.random() < 0.3:
                with suppress(AttributeError):
                    cell.number_format = dice.choice(("dd.mm.yyyy", "[h]:mm", "0.00 €", "@", "General"))
    elif how == 4:
        column = dice.randint(1, columns)
        dice.choice((sheet.insert_cols, sheet.delete_cols))(column)
    elif how == 5:
        row, times = dice.randint(1, rows), dice.choice((1, 3))
        dice.choice((sheet.insert_rows, sheet.delete_rows))(row, times)
    elif how == 6:
        _exchange(sheet, dice, rows, columns)
    else:
        _misspell(sheet, dice, rows, columns)
    if dice.random() < 0.2:
        top, left = dice.randint(1, rows), dice.randint(1, columns)
        sheet.merge_cells(
            start_row=top, start_column=left, end_row=top + dice.randint(0, 3), end_column=left + 1
        )
    out = io.BytesIO()
    workbook.save(out)
    return steady(out.getvalue())


def _set(cell: openpyxl.cell.Cell, value: object) -> None:
    # Merged cells cannot be written; texts with formulas' signs are written either way.
    with suppress(AttributeError, ValueError):
        cell.value = value
        if isinstance(value, str) and len(value) % 2:
            cell.data_type = "s"


def _exchange(
    sheet: openpyxl.worksheet.worksheet.Worksheet, dice: random.Random, rows: int, columns: int
) -> None:
    """Two columns change places, or one is written over the other; or the same with rows."""
    first, second, both = dice.randint(1, columns), dice.randint(1, columns), dice.random() < 0.5
    lines = [(sheet.cell(row, first), sheet.cell(row, second)) for row in range(1, rows + 1)]
    if dice.random() < 0.5:
        first, second = dice.randint(1, rows), dice.randint(1, rows)
        lines = [(sheet.cell(first, n), sheet.cell(second, n)) for n in range(1, columns + 1)]
    for one, other in lines:
        old, new = one.value, other.value
        _set(other, old)
        if both:
            _set(one, new)


def _misspell(
    sheet: openpyxl.worksheet.worksheet.Worksheet, dice: random.Random, rows: int, columns: int
) -> None:
    for _time in range(dice.choice((1, 4))):
        cell = sheet.cell(dice.randint(1, min(rows, 6)), dice.randint(1, columns))
        text = str(cell.value or "x")
        place = dice.randrange(len(text))
        _set(
            cell,
            text[:place] + dice.choice(("", "e", " ", "\n", "ß", "?", text[place] * 2)) + text[place + 1 :],
        )


_BYTES = (_flip, _cut, _insert)
_TEXT = (*_BYTES, _replace_text, _replace_text, _replace_text, _lines, _lines)
#: Ending of a file -> how such a file may be damaged; the likelier ways stand there several times.
WAYS: dict[str, tuple[Callable[[bytes, random.Random], bytes], ...]] = {
    "xlsx": (*_BYTES, _zip, _part(_flip), _part(_cut), *(_xml,) * 4, *(_cells,) * 20),
    "csv": _TEXT,
    "txt": _TEXT,
    "json": _TEXT,
    "zip": (*_BYTES, _zip, *(_part(way) for way in _TEXT * 2)),
}
