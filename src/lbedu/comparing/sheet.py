"""Two years compared, as a workbook for the office: one sheet, on paper as on the screen."""

from __future__ import annotations

import datetime as dt

from lbedu.comparing.indicators import STATUSES, Comparison
from lbedu.comparing.words import STATUS_WORDS, demand_of, name_of, summing_up, why, word
from lbedu.directive.directive import Directive
from lbedu.directive.model import Language
from lbedu.paper import CENTRED, GROUP, HEADER, LEFT, PLAIN, SUBTITLE, TITLE, Page, Value, new_book, packed
from lbedu.reporters.sheets.grid import stamp
from lbedu.wording import harmless

_WIDTHS = (5, 40, 28, 28, 45)
OUTPUT = "comparison"
"""What the stamp of such a workbook says that it is."""


def workbook(found: Comparison, lang: Language) -> bytes:
    """The bytes of the workbook: title, the count of each kind, one table with a section a kind."""
    vi = lang == "vi"
    book = new_book()
    page = Page(book, "So sánh" if vi else "Comparison", _WIDTHS)
    last = len(_WIDTHS)
    years = f"{found.earlier.year} – {found.later.year}"
    page.line((1, last, ("SO SÁNH CHỈ TIÊU HAI NĂM " if vi else "TARGETS OF TWO YEARS ") + years, TITLE))
    documents = f"{_document(found.earlier, lang)}; {_document(found.later, lang)}"
    page.line((1, last, documents, SUBTITLE))
    page.line((1, last, summing_up(found, lang), PLAIN), space=6)
    head = page.row
    titles = ("TT", "Chỉ tiêu") if vi else ("No.", "Target")
    page.table_row(
        [(title, HEADER) for title in (*titles, found.earlier.year, found.later.year, "Thay đổi" if vi else "Change")]
    )
    page.freeze(head)
    number = 0
    for roman, status in zip(_ROMAN, [status for status in STATUSES if found.of(status)], strict=False):
        own = found.of(status)
        page.line((1, last, f"{roman}. {word(STATUS_WORDS[status], lang)} ({len(own)})", GROUP), space=5)
        for one in own:
            number += 1
            texts: list[Value] = [
                name_of(one, lang),
                demand_of(found.earlier, one.before, lang) or "–",
                demand_of(found.later, one.after, lang) or "–",
                why(one, lang),
            ]
            looks = (LEFT, CENTRED, CENTRED, LEFT)
            shown = [(harmless(str(text), len(str(text))), look) for text, look in zip(texts, looks, strict=True)]
            page.table_row([(number, CENTRED), *shown])
    stamp(book, (("lbedu", OUTPUT), ("years", years)))
    day = found.later.evaluate_on
    return packed(book, [page], f"{years}", dt.datetime(day.year, day.month, day.day))


_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def _document(directive: Directive, lang: Language) -> str:
    document = directive.file.directive
    named = " ".join(text for text in (document.kind.get(lang), document.number) if text)
    return f"{directive.year}: {named}, {document.issuer.get(lang)}"
