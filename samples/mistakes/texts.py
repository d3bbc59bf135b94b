"""Examples of problems of texts as such: old encodings, spoilt letters, what is struck out or partly unseen."""

from __future__ import annotations

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color

from lbedu import paper
from samples.mistakes.book import form, wards
from samples.mistakes.example import Made, example
from samples.mistakes.forms import FIVE

_OLD_FONT = ".VnTime"


@example(at="Phường!B7")
def legacy_encoding() -> Made:
    """Đức Giang, typed in TCVN3."""
    return wards().put("B7", "§øc Giang").lettered("B7", name=_OLD_FONT)


@example(at="'Số liệu'!D10")
def legacy_text() -> Made:
    """Người lập biểu, typed in TCVN3, and signed by nobody."""
    signed = form("ward", FIVE)
    return signed.put("D10", "Ng\xadêi lËp biÓu").lettered("D10", name=_OLD_FONT)


@example(at="Phường!B8")
def mojibake() -> Made:
    """Gia Thụy, out of a file in UTF-8 that was opened as Windows-1252."""
    return wards().put("B8", "Gia Thá»¥y")


@example(at="Phường!D7")
def struck_out() -> Made:
    """A figure with a line through it: withdrawn, or forgotten."""
    return wards().lettered("D7", strike=True)


@example(at="Phường!D7")
def partly_unseen() -> Made:
    """409 that goes on with a white 5."""
    white = InlineFont(rFont=paper.FACE, sz=12, color=Color("FFFFFFFF"))
    return wards().put("D7", CellRichText("409", TextBlock(white, "5")))
