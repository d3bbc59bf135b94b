"""Mutants of the cells of an .ods."""

from __future__ import annotations

import re
from random import Random

from tests.mutation.of_xml import VALUES, of_xml

CELL = re.compile(rb"<table:table-cell(?: [^<>]*)?(?:/>|>.*?</table:table-cell>)", re.DOTALL)
ROW = re.compile(rb"<table:table-row(?: [^<>]*)?>")
TYPES = (b"float", b"percentage", b"currency", b"date", b"time", b"boolean", b"string", b"void", b"")
INSIDE = (
    b"<text:s/>",
    b'<text:s text:c="3"/>',
    b"<text:tab/>",
    b"<text:line-break/>",
    b"<text:span>9</text:span>",
    b"<office:annotation><text:p>45</text:p></office:annotation>",
    b"</text:p><text:p>",
    b"<text:p>9</text:p>",
)


def of_ods_cells(random: Random, xml: bytes) -> bytes:
    """One change to a cell or a row that leaves the XML well-formed, mostly."""
    found = list((ROW if random.random() < 0.1 else CELL).finditer(xml))
    filled = [one for one in found if b"value-type" in one[0]] or found
    if not found:
        return of_xml(random, xml)
    one = random.choice(filled if random.random() < 0.9 else found)
    if one[0].startswith(b"<table:table-row"):
        return xml[: one.start()] + _row(random, one[0]) + xml[one.end() :]
    if random.random() < 0.2:
        other = random.choice(filled)
        first, last = sorted((one, other), key=lambda cell: cell.start())
        if first.start() == last.start():
            return xml
        return xml[: first.start()] + last[0] + xml[first.end() : last.start()] + first[0] + xml[last.end() :]
    return xml[: one.start()] + _cell(random, one[0]) + xml[one.end() :]


def _row(random: Random, row: bytes) -> bytes:
    more = random.choice(
        (
            b' table:number-rows-repeated="2"',
            b' table:number-rows-repeated="0"',
            b' table:number-rows-repeated="1048576"',
            b' table:visibility="collapse"',
            b' table:visibility="filter"',
        )
    )
    return row[:-1].rstrip(b"/") + more + (b"/>" if row.endswith(b"/>") else b">")


def _cell(random: Random, cell: bytes) -> bytes:
    head, close, rest = cell.partition(b">")
    if head.endswith(b"/"):
        head, close = head[:-1], b"/>"
    value = random.choice(VALUES[:-1])
    match random.randrange(12):
        case 0:
            return re.sub(rb' office:value="[^"]*"', lambda _: b' office:value="' + value + b'"', cell)
        case 1:
            kind = random.choice(TYPES)
            return re.sub(rb' office:value-type="[^"]*"', lambda _: b' office:value-type="' + kind + b'"', cell)
        case 2:
            return re.sub(rb"<text:p>[^<]*</text:p>", lambda _: b"<text:p>" + value + b"</text:p>", cell)
        case 3:
            return re.sub(rb"(<text:p>[^<]?)", lambda so_far: so_far[1] + random.choice(INSIDE), cell, count=1)
        case 4:
            times = random.choice((b"0", b"2", b"3", b"16384", b"x"))
            return head + b' table:number-columns-repeated="' + times + b'"' + close + rest
        case 5:
            return cell.replace(b"table:table-cell", b"table:covered-table-cell")
        case 6:
            return b""
        case 7:
            return cell + cell
        case 8:
            formula = random.choice((b"of:=1+1", b"of:=TRUE()", b"of:=[.A1]", b"msoxl:=1", b""))
            return head + b' table:formula="' + formula + b'"' + close + rest
        case 9:
            more = random.choice(
                (b'calcext:value-type="error"', b'office:string-value="45"', b'office:boolean-value="1"')
            )
            return head + b" " + more + close + rest
        case 10:
            return re.sub(rb' (office|calcext):[\w-]+="[^"]*"', b"", cell, count=random.choice((1, 2, 3)))
        case _:
            return re.sub(rb"<text:p>.*</text:p>", b"", cell, flags=re.DOTALL)
