"""Reads what was written: the text of PDF pages as one would copy it, and pages as grey pictures."""

import csv
import io
import re
import zipfile

import pypdfium2
from PIL.Image import Image


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page: broken words joined, white space as single spaces."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage().get_text_bounded()
        text = re.sub("[\u0002\u00ad\u200b](\r\n)?", "", text)
        found.append(re.sub(r"\s+", " ", text))
    return found


def without_spaces(text: str) -> str:
    """Text to look for where a line may break anywhere."""
    return re.sub(r"[\s\u00ad\u200b\u0002-]+", "", text)


def sizes_of(pdf: bytes) -> set[tuple[int, int]]:
    """The sizes of the pages in millimetres."""
    return {
        (round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4))
        for page in pypdfium2.PdfDocument(pdf)
    }


def right_edges(pdf: bytes) -> list[float]:
    """For each page the right end of its text, in points from the right end of the page."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        rights = [text.get_rect(i)[2] for i in range(text.count_rects())]
        found.append(page.get_width() - max(rights, default=0))
    return found


def grey(pdf: bytes, number: int, scale: float = 2) -> Image:
    """A page as a printer without colour shows it."""
    return pypdfium2.PdfDocument(pdf)[number].render(scale=scale, grayscale=True).to_pil()


def line_with(pdf: bytes, number: int, text: str) -> tuple[float, float]:
    """Where the line with this text is on a page: top and bottom, as parts of its height."""
    page = pypdfium2.PdfDocument(pdf)[number]
    at, count = page.get_textpage().search(text).get_next()
    boxes = [page.get_textpage().get_charbox(i) for i in range(at, at + count)]
    height = page.get_height()
    return 1 - max(box[3] for box in boxes) / height, 1 - min(box[1] for box in boxes) / height


def csv_files(archive: bytes) -> dict[str, list[list[str]]]:
    """The rows of each file in a ZIP archive of CSV files."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {
            name: list(csv.reader(io.StringIO(files.read(name).decode("utf-8-sig")), delimiter=";"))
            for name in files.namelist()
        }
