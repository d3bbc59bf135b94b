"""Mutants of the XML of a part, and of the cells in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

TAG = re.compile(rb"<[^<>]*>")
ATTRIBUTE = re.compile(rb'\s[\w:.]+="[^"<]*"')
TEXT = re.compile(rb">([^<>]+)<")
CELL = re.compile(rb"<c(?: [^<>]*)?(?:/>|>.*?</c>)", re.DOTALL)
ROW = re.compile(rb"<row [^<>]*>")
ITEM = re.compile(rb"<si>.*?</si>", re.DOTALL)
VALUES = (
    *(
        b"",
        b"0",
        b"1",
        b"2",
        b"-1",
        b"45",
        b"1.5",
        b"0.869",
        b"45292",
        b"60",
        b"1e3",
        b"1E+20",
        b"NaN",
        b"inf",
        b"0x1F",
    ),
    *(b"99999999999", b"4294967296", b" 7 ", b"007", b"1,5", b"1_000", b"true", b"A1", b"XFD1048576", b"AAAA1", b"A0"),
    *(
        "Có".encode(),
        "Không".encode(),
        b"s",
        b"str",
        b"inlineStr",
        b"b",
        b"e",
        b"d",
        b"n",
        b"x",
        b"#REF!",
        b"2022-05-31",
    ),
    *("12 học sinh".encode(), b"3/4", b"3.500", b"86,9%", b"&#48;", b"&amp;", b"_x000D_", "４５".encode(), b"\xc2\xa0"),
)
NAMESPACES = (b'xmlns="urn:x"', b'xmlns:x="urn:x"', b"http://schemas", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
INSERTED = (
    *(b"<!-- x -->", b"<![CDATA[1]]>", b"<?x y?>", b"&x;", b"&#0;", b"&#65;", b"&amp;", b"]]>", b"<x/>", b"<v>9</v>"),
    *(b"<x>", b"</x>", b"\0", b"\x0b", b"\xff", b"\xc3", b"<f>1+1</f>", b"<extLst><ext><v>3</v></ext></extLst>"),
    *(
        b'<mc:AlternateContent xmlns:mc="urn:m"><c r="A1"><v>5</v></c></mc:AlternateContent>',
        b"9",
        b"<is><t>7</t></is>",
    ),
)
DOCTYPES = (
    b"<!DOCTYPE x>",
    b'<!DOCTYPE x [<!ENTITY x "9">]>',
    b'<!DOCTYPE x [<!ENTITY a "9"><!ENTITY b "&a;&a;&a;">]>',
    b'<!DOCTYPE x SYSTEM "file:///etc/hostname">',
)


def of_xml(random: Random, xml: bytes) -> bytes:
    """One change to tags, attributes, values, namespaces, entities or the encoding."""
    match random.randrange(12):
        case 0:
            return _cut(xml, random, TAG)
        case 1:
            return _put(xml, random, TAG, lambda tag: tag + tag)
        case 2:
            return _put(
                xml, random, TAG, lambda tag: tag.replace(b"<", b"<x:", 1) if random.random() < 0.5 else b"<z/>"
            )
        case 3:
            return _swapped(xml, random, TAG)
        case 4:
            return _cut(xml, random, ATTRIBUTE)
        case 5:
            return _put(xml, random, ATTRIBUTE, lambda one: one + one)
        case 6:
            return _put(
                xml, random, ATTRIBUTE, lambda one: one.partition(b'"')[0] + b'"' + random.choice(VALUES) + b'"'
            )
        case 7:
            return _put(xml, random, ATTRIBUTE, lambda one: b" " + random.choice(NAMESPACES[:2]) + one)
        case 8:
            return _put(xml, random, TEXT, lambda _: b">" + random.choice(VALUES) + b"<")
        case 9:
            at = random.choice([found.end() for found in TAG.finditer(xml)] or [0])
            return xml[:at] + random.choice(INSERTED) + xml[at:]
        case 10:
            return _around(random, xml)
        case _:
            return xml.replace(NAMESPACES[2], random.choice(NAMESPACES), 1)


def _around(random: Random, xml: bytes) -> bytes:
    """What stands in front of the root, and how the bytes are letters."""
    start = xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    body = xml[start:]
    match random.randrange(6):
        case 0:
            return xml[:start] + random.choice(DOCTYPES) + body
        case 1:
            return b"\xef\xbb\xbf" + xml
        case 2:
            letters = body.decode("utf-8", "replace")  # an earlier change may have cut one in two
            return '<?xml version="1.0" encoding="UTF-16"?>'.encode("utf-16") + letters.encode("utf-16-le")
        case 3:
            return b'<?xml version="1.0" encoding="ISO-8859-1"?>' + body
        case 4:
            return b'<?xml version="1.1"?>' + body
        case _:
            return b" \n" + xml


def of_cells(random: Random, xml: bytes) -> bytes:
    """One change to a cell or a row that leaves the XML well-formed."""
    pattern = ITEM if b"<si>" in xml else ROW if random.random() < 0.1 else CELL
    found = list(pattern.finditer(xml))
    if not found:
        return of_xml(random, xml)
    one = random.choice(found)
    if pattern is CELL and random.random() < 0.3:
        other = random.choice(found)
        mine, its = _content(one[0]), _content(other[0])
        return _both(xml, one, one[0].replace(mine, its, 1), other, other[0].replace(its, mine, 1))
    new = {ITEM: _item, ROW: _row, CELL: _cell}[pattern](random, one[0])
    return xml[: one.start()] + new + xml[one.end() :]


def _content(cell: bytes) -> bytes:
    return cell[cell.find(b">") + 1 : -len(b"</c>")] if cell.endswith(b"</c>") else b"/>"


def _both(xml: bytes, one: re.Match[bytes], new: bytes, other: re.Match[bytes], its: bytes) -> bytes:
    """Two cells exchanged."""
    if one.start() == other.start():
        return xml
    if one.start() > other.start():
        one, new, other, its = other, its, one, new
    return xml[: one.start()] + new + xml[one.end() : other.start()] + its + xml[other.end() :]


def _item(random: Random, item: bytes) -> bytes:
    match random.randrange(4):
        case 0:
            return b"<si><t>" + random.choice(VALUES[:-1]) + b"</t></si>"
        case 1:
            return item + item
        case 2:
            return b""
        case _:
            return item.replace(b"</t>", random.choice((b"1</t>", b" </t>", b"</t><rPh><t>9</t></rPh>", b"%</t>")), 1)


def _row(random: Random, row: bytes) -> bytes:
    number = str(random.choice((0, 1, 2, 9, 14, 30, 1048576, 1048577))).encode()
    hidden = row.replace(b"<row ", b'<row hidden="1" ')
    return random.choice((re.sub(rb' r="\d+"', b' r="' + number + b'"', row), re.sub(rb' r="\d+"', b"", row), hidden))


def _cell(random: Random, cell: bytes) -> bytes:
    attributes = re.match(rb"<c([^<>]*?)/?>", cell)
    mine = attributes[1] if attributes else b""
    value = random.choice(VALUES[:-1])
    match random.randrange(11):
        case 0:
            return b"<c" + _without(mine, b"t") + b"><v>" + value + b"</v></c>"
        case 1:
            return b"<c" + _without(mine, b"t") + b' t="str"><v>' + value + b"</v></c>"
        case 2:
            return b"<c" + _without(mine, b"t") + b' t="inlineStr"><is><t>' + value + b"</t></is></c>"
        case 3:
            error = random.choice((b"#DIV/0!", b"#N/A", b"#SPILL!"))
            return b"<c" + _without(mine, b"t") + b' t="e"><v>' + error + b"</v></c>"
        case 4:
            return b"<c" + _without(mine, b"t") + b"><f>1+1</f>" + random.choice((b"", b"<v/>", b"<v>2</v>")) + b"</c>"
        case 5:
            return cell.replace(mine, _without(mine, b"s") + b' s="%d"' % random.randrange(30), 1)
        case 6:
            return cell.replace(
                mine, _without(mine, b"t") + b' t="' + random.choice((b"s", b"n", b"b", b"d")) + b'"', 1
            )
        case 7:
            return cell.replace(mine, re.sub(rb"\d+\"", b'%d"' % random.randrange(1, 60), mine, count=1), 1)
        case 8:
            return random.choice((b"", cell + cell))
        case 9:
            return cell.replace(mine, _without(mine, b"r"), 1)
        case _:
            return re.sub(rb"<v>([^<]*)</v>", lambda v: b"<v>" + _near(random, v[1]) + b"</v>", cell)


def _near(random: Random, value: bytes) -> bytes:
    """A value that is nearly the same."""
    return random.choice((value + b"0", value[:-1] or b"9", b"-" + value, value + b".5", b"1" + value, b" " + value))


def _without(attributes: bytes, name: bytes) -> bytes:
    return re.sub(rb"\s" + name + rb'="[^"]*"', b"", attributes)


def _cut(xml: bytes, random: Random, pattern: re.Pattern[bytes]) -> bytes:
    return _put(xml, random, pattern, lambda _: b"")


def _put(xml: bytes, random: Random, pattern: re.Pattern[bytes], change: Callable[[bytes], bytes]) -> bytes:
    found = list(pattern.finditer(xml))
    if not found:
        return xml + b" "
    one = random.choice(found)
    return xml[: one.start()] + change(one[0]) + xml[one.end() :]


def _swapped(xml: bytes, random: Random, pattern: re.Pattern[bytes]) -> bytes:
    found = list(pattern.finditer(xml))
    if len(found) < 2:
        return xml
    one, other = random.choice(found), random.choice(found)
    return _both(xml, one, other[0], other, one[0])
