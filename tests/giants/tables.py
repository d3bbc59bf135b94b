"""Giant tables of units: as many schools as are allowed, each with all that its level is asked for, spoilt in some way."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from lbedu.directive.model import FieldSpec
from lbedu.reading.workbook import LIMITS
from tests.cli.workbooks import directive, plain
from tests.giants.package import STYLES, Content, Day, Page, Shared, write
from tests.old_text import spoilt, tcvn3, vni
from tests.reading.tables import TITLE

LEVEL = "THCS"
"""Is asked for most."""
UNITS = LIMITS.units
Cell = Callable[[int, FieldSpec], Content]
"""What stands in the column of a field in the row of the nth school."""
SYLLABLES = (
    "Trường",
    "Tiểu",
    "học",
    "đạt",
    "chuẩn",
    "quốc",
    "gia",
    "mức",
    "độ",
    "hội",
    "giảng",
    "dạy",
    "sách",
    "vở",
    "lớp",
    "ngữ",
)
FONT = '<fonts count="2"><font><name val="Calibri"/></font><font><name val="{}"/></font></fonts>'


def specs() -> list[FieldSpec]:
    form = directive().forms["school"]
    return [spec for spec in form.by_id.values() if spec.asked_of(LEVEL)]


def good(_: int, spec: FieldSpec) -> Content:
    """What fits."""
    value = plain(spec)
    if isinstance(value, dt.date):
        return Day((value - dt.date(1899, 12, 30)).days)
    assert isinstance(value, (str, int, float))
    return value


def rows(
    cell: Cell, units: int = UNITS, name: Callable[[int], Content] = lambda n: f"{LEVEL} Số {n}"
) -> Iterator[list[Content]]:
    """The rows of a table: year and title, a header with a row of codes, and the schools."""
    fields = specs()
    yield ["Năm học 2021-2022"]
    yield [TITLE["school"]]
    yield ["TT", "Tên trường", *(spec.label.vi for spec in fields)]
    yield ["Mã số", None, *(spec.code for spec in fields)]
    for number in range(1, units + 1):
        yield [number, name(number), *(cell(number, spec) for spec in fields)]


def table(cell: Cell, path: Path) -> Path:
    return write(path, [Page("Bang", rows(cell))])


def clean(path: Path) -> Path:
    return table(good, path)


def wrong(path: Path) -> Path:
    """An answer that is none in every cell."""
    return table(lambda _, spec: "Đúng" if spec.type not in ("text", "name") else "-", path)


def other_wrong(path: Path) -> Path:
    """Another answer that is none in every cell."""
    return table(
        lambda number, spec: f"khoảng {number} và {spec.code}" if spec.type not in ("text", "name") else "…", path
    )


def parts_over_wholes(path: Path) -> Path:
    """Every part over its whole."""

    def cell(number: int, spec: FieldSpec) -> Content:
        return 1_000 + number if spec.part_of else good(number, spec)

    return table(cell, path)


def not_asked(path: Path) -> Path:
    """Answers where a question before says that none is asked."""
    asking = {spec.asked_when for spec in specs()}

    def cell(number: int, spec: FieldSpec) -> Content:
        return "Không" if spec.id in asking else good(number, spec)

    return table(cell, path)


def understood(path: Path) -> Path:
    """Figures as text, answers in capitals: every cell is understood and recorded."""

    def cell(number: int, spec: FieldSpec) -> Content:
        value = plain(spec)
        match value:
            case dt.date():
                return f"{value.day}.{value.month}.{value.year}"
            case float() if spec.type == "percent":
                return "80 %"
            case int() | float():
                return f" {value} ".replace(".", ",")
            case _ if spec.type in ("text", "name"):
                return number
            case _:
                return str(value).upper()

    return table(cell, path)


def blank(path: Path) -> Path:
    """Schools that say next to nothing."""
    return table(lambda _, spec: 100 if spec.code == "39" else None, path)


def errors(path: Path) -> Path:
    return table(lambda *_: "#DIV/0!", path)


def near_answers(path: Path) -> Path:
    """Slips of options and answers, each another: proposals are looked for."""
    return table(lambda number, spec: f"Mưc đô {number}" if spec.type in ("rank", "choice") else f"Cóo{number}", path)


def _other_text(number: int, spec: FieldSpec) -> str:
    """Another text in every cell."""
    seed = number * 131 + int("".join(filter(str.isdigit, spec.code))) * 7 + len(spec.code)
    picked = [SYLLABLES[(seed >> (4 * place)) % len(SYLLABLES)] for place in range(5)]
    return f"{' '.join(picked)} {number}/{spec.code}"


def in_old_text(old: Callable[[str], str]) -> Callable[[Path], Path]:
    return lambda path: table(lambda number, spec: old(_other_text(number, spec)), path)


old_tcvn3, old_vni, old_spoilt = in_old_text(tcvn3), in_old_text(vni), in_old_text(spoilt)


def other_words(path: Path) -> Path:
    """Words that come but once, in an old encoding."""

    def cell(number: int, spec: FieldSpec) -> Content:
        letters = "".join(
            chr(0xB5 + (number * 97 + at * 31 + len(spec.code)) % 4) + "bcdghklmn"[number // 9**at % 9]
            for at in range(4)
        )
        return f"{spec.code}{letters} Tr­êng"

    return table(cell, path)


def in_the_font(name: str, old: Callable[[str], str]) -> Callable[[Path], Path]:
    """Old text in every cell, in a font of the encoding."""

    def made(path: Path) -> Path:
        cells = '<cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs>'
        rest = STYLES[STYLES.index("<fills") : STYLES.index("<cellXfs")]
        page = Page("Bang", list(rows(lambda number, spec: old(_other_text(number, spec)))), style=1)
        return write(path, [page], styles=FONT.format(name) + rest + cells)

    return made


def rich(path: Path) -> Path:
    """A shared text of several runs in every cell, one of them in a font of an old encoding."""
    fields = specs()
    run = '<r><rPr><rFont val="{}"/></rPr><t>{}</t></r>'
    strings = [
        run.format(".VnTime", tcvn3(_other_text(number, spec))) + run.format("Arial", " x")
        for number in range(1, UNITS + 1)
        for spec in fields
    ]
    at = {spec.id: index for index, spec in enumerate(fields)}
    page = Page("Bang", rows(lambda number, spec: Shared((number - 1) * len(fields) + at[spec.id])))
    return write(path, [page], strings)


def endless(old: Callable[[str], str] = str, texts: int = UNITS) -> Callable[[Path], Path]:
    """Shared texts of some 32.000 letters, one in every cell."""

    def made(path: Path) -> Path:
        fields = specs()
        at = {spec.id: index for index, spec in enumerate(fields)}
        some = random.Random(1)
        strings = [
            f"<t>{old(f'{number} ' + ' '.join(some.choices(SYLLABLES, k=4_500)))[:32_000]}</t>"
            for number in range(texts)
        ]
        page = Page("Bang", rows(lambda number, spec: Shared((number * len(fields) + at[spec.id]) % texts)))
        return write(path, [page], strings)

    return made


def old_beside(path: Path) -> Path:
    """A small table, and as many old texts beside it as there is room for."""
    fields = specs()
    texts = [[tcvn3(_other_text(row * 100 + at, fields[at % 93])) for at in range(100)] for row in range(1_980)]
    return write(path, [Page("Bang", rows(good, 10)), Page("S", texts)])


def unknown_columns(path: Path) -> Path:
    """A clean table, and a hundred columns more that nobody asks for."""
    more = (
        [*row, *(f"cột {at} {column}" for column in range(100) if at != 3)] if at > 1 else row
        for at, row in enumerate(rows(good))
    )
    return write(path, [Page("Bang", more)])


def other_figures(number: int, spec: FieldSpec) -> Content:
    """Never the same figures."""
    return number if spec.type in ("count", "number") else good(number, spec)


def twice(path: Path) -> Path:
    """Every unit twice."""
    return write(path, [Page("Bang", rows(other_figures, name=lambda n: f"{LEVEL} Số {n // 2}"))])


def one_unit(path: Path) -> Path:
    """One unit in all rows."""
    return write(path, [Page("Bang", rows(other_figures, name=lambda *_: f"{LEVEL} Số 1"))])


def contradicting_sheets(path: Path) -> Path:
    """The same units on two sheets, never with the same figures."""

    def sheet(page: int) -> Page:
        def cell(number: int, spec: FieldSpec) -> Content:
            return number + page if spec.type == "count" else good(number, spec)

        return Page(f"Bang {page}", rows(cell, UNITS // 2))

    return write(path, [sheet(1), sheet(2)])


def endless_names(path: Path) -> Path:
    """Names of some 32.000 letters."""
    some = random.Random(1)
    names = {number: " ".join(some.choices(SYLLABLES, k=7_000))[:32_000] for number in range(UNITS + 2)}
    return write(path, [Page("Bang", rows(good, name=lambda number: f"{LEVEL} Số {number} {names[number]}"))])


def many_sheets(path: Path) -> Path:
    """A table of few schools on each of as many sheets as there is room for."""

    def sheet(page: int) -> Page:
        return Page(f"Bang {page}", rows(good, UNITS // 250, lambda number: f"{LEVEL} Số {page} {number}"))

    return write(path, [sheet(page) for page in range(250)])


GIANTS: dict[str, Callable[[Path], Path]] = {
    "a clean table of 1.000 schools x 93 figures": clean,
    "the same, one wrong answer in every cell": wrong,
    "the same, another wrong answer in every cell": other_wrong,
    "the same, #DIV/0! in every cell": errors,
    "the same, slips of options and answers": near_answers,
    "the same, every part over its whole": parts_over_wholes,
    "the same, answers that nobody asks for": not_asked,
    "the same, every cell understood rather than read": understood,
    "the same, all but one blank": blank,
    "the same, other TCVN3 text in every cell": old_tcvn3,
    "the same, other VNI text in every cell": old_vni,
    "the same, spoilt text in every cell": old_spoilt,
    "the same, words that come but once, in TCVN3": other_words,
    "the same, in the font .VnTime": in_the_font(".VnTime", tcvn3),
    "the same, in the font VNI-Times": in_the_font("VNI-Times", vni),
    "the same, runs of several fonts in every cell": rich,
    "the same, one text of 32.000 letters in every cell": endless(texts=1),
    "the same, 1.000 texts of 32.000 letters": endless(),
    "the same, 1.000 texts of 32.000 letters in TCVN3": endless(tcvn3),
    "the same, 1.000 texts of 32.000 letters in VNI": endless(vni),
    "the same, 1.000 texts of 32.000 letters, spoilt": endless(spoilt),
    "the same, a hundred columns more": unknown_columns,
    "198.000 texts in TCVN3 beside a small table": old_beside,
    "500 schools twice, never alike": twice,
    "one school 1.000 times, never alike": one_unit,
    "500 schools on two sheets, never alike": contradicting_sheets,
    "1.000 schools whose names have 32.000 letters": endless_names,
    "a table on each of 250 sheets": many_sheets,
}
