"""Giant workbooks that are no tables: of everything that a workbook can have too much of, as much as is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lbedu.reading.xlsx.cell import column_letters
from tests.giants.package import STYLES, Page, Shared, write
from tests.giants.tables import specs

LABELS = ["TT", "Tên trường", *(spec.label.vi for spec in specs())]
CODES = ["Mã số", None, *(spec.code for spec in specs())]


def headers(path: Path) -> Path:
    """Headers alone, on every sheet."""
    return write(path, [Page(f"S{number}", [LABELS, CODES]) for number in range(256)])


def misspelt(path: Path) -> Path:
    """Headers with a slip in every word, on every sheet."""
    slips = [f"{word[:-2]}{number}x" for number, word in enumerate(LABELS)]
    return write(path, [Page(f"S{number}", [slips, slips, slips]) for number in range(256)])


def shared(path: Path) -> Path:
    """A million shared texts and one that is asked for."""
    return write(path, [Page("S", [[Shared(999_998)]])], [f"<t>chữ {number}</t>" for number in range(999_999)])


def styles(path: Path) -> Path:
    """Number formats and styles by the ten thousand, every cell with another one."""
    count = 65_000
    formats = "".join(f'<numFmt numFmtId="{n + 200}" formatCode="0.0&quot;{n}&quot;"/>' for n in range(count))
    cells = "".join(f'<xf numFmtId="{n + 200}" fontId="0" applyNumberFormat="1"/>' for n in range(count))
    rest = STYLES[: STYLES.index("<cellXfs")]
    xml = f'<numFmts count="{count}">{formats}</numFmts>{rest}<cellXfs count="{count}">{cells}</cellXfs>'
    rows = [[row * 65 + column for column in range(65)] for row in range(1_000)]
    return write(path, [Page("S", rows, style=-count)], styles=xml)


def merged(path: Path) -> Path:
    """Merged ranges by the hundred thousand."""
    ranges = "".join(f'<mergeCell ref="A{2 * n + 1}:{column_letters(n % 90 + 2)}{2 * n + 2}"/>' for n in range(100_000))
    return write(path, [Page("S", [[row] for row in range(100_000)], f"<mergeCells>{ranges}</mergeCells>")])


def commented(path: Path) -> Path:
    """A comment on every cell."""
    notes = [(f"A{row}", f"ghi chú {row}: 45 em") for row in range(1, 100_001)]
    return write(path, [Page("S", [[row] for row in range(100_000)], comments=notes)])


def named(path: Path) -> Path:
    """Defined names by the hundred thousand."""
    names = "".join(f'<definedName name="n{n}">S!$A${n + 1}</definedName>' for n in range(200_000))
    return write(path, [Page("S", [[1]])], names=f"<definedNames>{names}</definedNames>")


def conditional(path: Path) -> Path:
    """Conditional formats by the hundred thousand."""
    rules = "".join(
        f'<conditionalFormatting sqref="A{n}"><cfRule type="cellIs" priority="{n}" operator="equal">'
        f"<formula>{n}</formula></cfRule></conditionalFormatting>"
        for n in range(1, 100_001)
    )
    return write(path, [Page("S", [[1]], rules)])


def wide(path: Path) -> Path:
    """All columns there are."""
    return write(path, [Page("S", [[f"Nội dung {column}" for column in range(16_384)] for _ in range(12)])])


def long(path: Path) -> Path:
    """Texts as long as are allowed, as many as fit into a part."""
    return write(path, [Page("S", [[f"{row} {chr(97 + row % 26)}bc d" * 4_000] for row in range(1_600)])])


GIANTS: dict[str, Callable[[Path], Path]] = {
    "256 sheets of headers": headers,
    "256 sheets of misspelt headers": misspelt,
    "1.000.000 shared texts": shared,
    "65.000 number formats": styles,
    "100.000 merged ranges": merged,
    "100.000 comments": commented,
    "200.000 defined names": named,
    "100.000 conditional formats": conditional,
    "12 rows of 16.384 columns": wide,
    "1.600 texts of 32.000 letters": long,
}
