"""Head and foot of an official table: who issues it, the national title, whom it is by; number, date and signatures blank."""

from __future__ import annotations

from lbedu.directive.directive import Directive
from lbedu.directive.model import Language
from lbedu.reporters.sheets.grid import Grid
from lbedu.reporters.sheets.shown import Look, Shown

_OVER = Look(size=12, align="center", box=False, wrap=False)
_STRONG = _OVER._replace(bold=True)
_RULED = _STRONG._replace(under=True)
_ITALIC = _OVER._replace(italic=True)
_TITLE = _OVER._replace(bold=True, size=14)
_DOTS = "............"
_ROOM_TO_SIGN = 70.0


def write_head(grid: Grid, directive: Directive, lang: Language, split: int, last: int, titles: list[str]) -> None:
    """The head of the first sheet over its columns: to the left who issues, to the right the nation. Then the titles, the
    first one large."""
    vi = lang == "vi"
    nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" if vi else "SOCIALIST REPUBLIC OF VIET NAM"
    motto = "Độc lập - Tự do - Hạnh phúc" if vi else "Independence - Freedom - Happiness"
    number = f"Số: {_DOTS}" if vi else f"No.: {_DOTS}"
    day = f"{_DOTS}, ngày ...... tháng ...... năm ......" if vi else f"{_DOTS}, day ...... month ...... year ......"
    right = split + 1
    grid.band((1, split, Shown(_over(directive, lang), _OVER)), (right, last, Shown(nation, _STRONG)), height=16)
    grid.band((1, split, Shown(_issuer(directive), _RULED)), (right, last, Shown(motto, _RULED)), height=16)
    grid.band((1, split, Shown(number, _OVER)), (right, last, Shown(day, _ITALIC)), height=16)
    for at, title in enumerate(titles):
        grid.band((1, last, Shown(title, _ITALIC if at else _TITLE)), height=20 if not at else 16)


def write_foot(grid: Grid, lang: Language, split: int, last: int) -> None:
    """Who signs, with room to do it."""
    vi = lang == "vi"
    who = ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ") if vi else ("PREPARED BY", "HEAD OF THE OFFICE")
    how = ("(Ký, ghi rõ họ tên)", "(Ký, đóng dấu)") if vi else ("(signature, full name)", "(signature, stamp)")
    grid.band()
    for words, look in ((who, _STRONG), (how, _ITALIC)):
        grid.band((1, split, Shown(words[0], look)), (split + 1, last, Shown(words[1], look)))
    grid.band(height=_ROOM_TO_SIGN)


def _over(directive: Directive, lang: Language) -> str:
    """The body that stands over the office."""
    document = directive.file.directive
    return (document.superior or document.issuer).get(lang).upper()


def _issuer(directive: Directive) -> str:
    """The one unit that all others report to; where there is none, a line to write it on."""
    kinds = [kind for kind in directive.file.units if len(directive.file.expects.get(kind, ())) == 1]
    return directive.file.expects[kinds[0]][0].upper() if kinds else _DOTS * 3
