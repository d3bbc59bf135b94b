"""Walks through the XML of a part by expat: no DOCTYPE, no codec that the file names, not too deep, not too many names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NoReturn
from xml.parsers import expat

from lbedu.reading.xlsx.refusal import Unreadable, corrupt

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "http://purl.oclc.org/ooxml/spreadsheetml/main}",
)


class Element:
    """What to do at an element, and which elements inside it matter, by their names as 'namespace}local'."""

    __slots__ = ("end", "inside", "refuse", "start")

    def __init__(
        self,
        start: Callable[[dict[str, str]], None] | None = None,
        end: Callable[[], None] | None = None,
        inside: Mapping[str, Element] = MappingProxyType({}),
        refuse: Callable[[], NoReturn] | None = None,
    ) -> None:
        """`refuse` is called for any other element inside; without it they are passed over with all that they hold."""
        self.start, self.end, self.inside, self.refuse = start, end, inside, refuse


def inside(**elements: Element) -> dict[str, Element]:
    """Elements of the spreadsheet namespaces, by their names."""
    return {namespace + name: element for name, element in elements.items() for namespace in NAMESPACES}


def walk(part: str, xml: bytes, document: Element, depth: int, text: Callable[[str], None] | None = None) -> None:
    """Walks through the XML of a part; Unreadable if it is ill-formed or holds a DOCTYPE."""
    parser = _parser(part, xml)
    walker = _Walker(part, parser, document, depth)
    parser.StartElementHandler, parser.EndElementHandler = walker.start, walker.end
    parser.CharacterDataHandler = text
    try:
        _parse(part, parser, xml)
    finally:  # or parser and walker would keep each other, and all they hold, alive
        parser.StartElementHandler = parser.EndElementHandler = None


class _Walker:
    """Handlers for expat that follow the elements that matter, and only count how deep they are in all others."""

    def __init__(self, part: str, parser: expat.XMLParserType, document: Element, depth: int) -> None:
        self._part, self._parser, self._depth = part, parser, depth
        self._path = [document]
        self._passing = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        path = self._path
        element = path[-1].inside.get(name)
        if element is not None:
            path.append(element)
            if element.start is not None:
                element.start(attributes)
            return
        if path[-1].refuse is not None:
            path[-1].refuse()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._deeper, self._higher
        self._deeper(name, attributes)

    def end(self, _: str) -> None:
        end = self._path.pop().end
        if end is not None:
            end()

    def _deeper(self, _: str, __: dict[str, str]) -> None:
        self._passing += 1
        if self._passing + len(self._path) > self._depth + 1:
            raise Unreadable("bomb", {"part": self._part, "detail": "depth", "limit": self._depth})

    def _higher(self, _: str) -> None:
        self._passing -= 1
        if not self._passing:
            self._parser.StartElementHandler, self._parser.EndElementHandler = self.start, self.end


def _parser(part: str, xml: bytes) -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise Unreadable("unsafe_xml", {"part": part})

    if len(xml) > SMALL:
        _refuse_many_names(part, xml)
    parser = expat.ParserCreate(encoding_of(part, xml), "}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _parse(part: str, parser: expat.XMLParserType, xml: bytes) -> None:
    try:
        # In one call: expat before 2.6 scans a long token again for every piece it is given.
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise corrupt(part, f"XML: {expat.ErrorString(error.code)}, line {error.lineno}") from None


def check(part: str, xml: bytes) -> None:
    """Refuses what walk() refuses, but for the depth: in a fraction of the time, as nothing is told about elements."""
    _parse(part, _parser(part, xml), xml)


_USUAL = (b'<?xml version="1.0" encoding="UTF-8"', b"<?xml version='1.0' encoding='UTF-8'")
_DECLARED = rb"(?:\xef\xbb\xbf)?<\?xml[ \t\r\n][^>]{0,200}?encoding[ \t\r\n]*=[ \t\r\n]*[\"']([^\"'>]*)"
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16le", b"\0<": "utf-16be"}


def encoding_of(part: str, xml: bytes) -> str:
    """Settled here: left to the declaration, a codec of Python's could be called upon by the file."""
    if xml.startswith((b"<?xml", b"\xef\xbb\xbf")) and not xml.startswith(_USUAL):
        declared = re.match(_DECLARED, xml)
        if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
            raise corrupt(part, "encoding")
    return _WIDE.get(xml[:2], "utf-8")


_NAME = rb"<([^\s/>]+)|\s([^\s<>=\"'/]+)\s*="
_NAMES = 65_536
SMALL = 1 << 20
"""Up to this size XML cannot hold too many names."""


def _refuse_many_names(part: str, xml: bytes) -> None:
    """Expat remembers every name of an element or an attribute: millions of them would fill the memory."""
    names: set[tuple[bytes, bytes]] = set()
    pattern = re.compile(_NAME)
    for start in range(0, len(xml), 1 << 20):
        names.update(pattern.findall(xml, start, start + (1 << 20)))
        if len(names) > _NAMES:
            raise Unreadable("bomb", {"part": part, "detail": "names", "limit": _NAMES})


# -- Simple values ----------------------------------------------------------------------------------------------------


def is_shut(attributes: Mapping[str, str], size: str) -> bool:
    """Whether a row or a column is hidden, or so low or narrow that it cannot be seen."""
    if is_true(attributes.get("hidden")):
        return True
    written = attributes.get(size, "")
    return written[:1] == "0" and _TINY.fullmatch(written) is not None


_TINY = re.compile(r"0(?:\.[0-2][0-9]*)?")


def is_true(value: str | None) -> bool:
    return value is not None and value.strip() in ("1", "true")


def is_index(text: str) -> bool:
    """Whether a text is a whole number of 1 to 9 digits."""
    return text.isdecimal() and text.isascii() and len(text) < 10


def plain_text(text: str) -> str:
    """Text with Excel's escapes (`_x000D_`) resolved; a half of a surrogate pair alone becomes U+FFFD."""
    if "_x" not in text:
        return text
    text = re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
