"""The XML of a part as text that is changed by positions: what is not changed stays as it is, to the byte. Knows no part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from lbedu.reading.xlsx.parsing import check, encoding_of

_ATTRIBUTES = r"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)"""
_TAG = re.compile(rf"<(/?)([^\s/<>]+){_ATTRIBUTES}>")
_NO_TAGS = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ASCII = re.compile(r"""<\?xml[^>]*encoding\s*=\s*["'](?:us-)?ascii["']""", re.IGNORECASE)
_DECLARED = re.compile(r"""xmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x0041_` as A."""
_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 32_767
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class CannotMark(Exception):
    """The package is written in a way that must not be changed by positions."""


class Found(NamedTuple):
    """An element: name without prefix, where it begins, where its start tag ends, where its end tag begins, where it ends."""

    name: str
    start: int
    opened: int
    closing: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Written as one tag."""
        return self.opened == self.end


class XmlText:
    """A part, and what is to be changed in it."""

    def __init__(self, part: str, xml: bytes, checked: bool = False) -> None:
        """Raises Unreadable where it is ill-formed; of what the reader has read already, that is known."""
        if not checked:
            check(part, xml)
        encoding = encoding_of(part, xml)
        self._encoding = _WIDE.get(xml[:2], encoding) if encoding == "utf-16" else encoding
        self.text = text = xml.decode(self._encoding)
        self._ascii = bool(_ASCII.match(text))
        odd = "<!" in text or text.find("<?", 1) > 0 or text.startswith(("<?", "\ufeff<?"))
        self.tags = _NO_TAGS.sub(lambda found: " " * len(found[0]), text) if odd else text
        """The text with blanks in the place of comments and the like: what looks like a tag here, is one."""
        tag = _TAG.search(self.tags)
        assert tag is not None  # it is well-formed
        self.prefix, self.name = _split(tag[2])
        if tag[3].endswith("/"):  # a root that holds nothing is written so that it can hold something
            whole = f"{opened(tag[0])}</{tag[2]}>"
            self.text, self.tags = (one[: tag.start()] + whole + one[tag.end() :] for one in (text, self.tags))
            tag = _TAG.match(self.tags, tag.start())
            assert tag is not None
        self.root = Found(self.name, tag.start(), tag.end(), self.tags.rfind("</"), self.tags.rfind(">") + 1)
        self.namespaces: dict[str, str] = {one[0]: one[1] or one[2] for one in _DECLARED.findall(tag[3])}
        self._edits: list[tuple[int, int, int, str]] = []

    @property
    def namespace(self) -> str:
        return self.namespaces.get(self.prefix.rstrip(":"), "")

    def require_one_prefix(self) -> None:
        """Raises CannotMark where elements of one namespace are written with several prefixes."""
        found = {one[0] for one in _DECLARED.findall(self.tags) if (one[1] or one[2]) == self.namespace}
        if len(found) > 1:
            raise CannotMark("prefixes")

    def prefix_of(self, *namespaces: str) -> str | None:
        """The prefix that the root gives to one of these."""
        return next((prefix for prefix, uri in self.namespaces.items() if prefix and uri in namespaces), None)

    def value(self, tag: str, namespaces: tuple[str, ...], name: str) -> str:
        """The value of an attribute of one of these namespaces, which the tag itself may declare; empty if there is none."""
        declared = self.namespaces | {one[0]: one[1] or one[2] for one in _DECLARED.findall(tag)}
        names = (f"{prefix}:{name}" for prefix, uri in declared.items() if prefix and uri in namespaces)
        return next((value for one in names if (value := attribute(tag, one)) is not None), "")

    def children(self, parent: Found) -> Iterator[Found]:
        """The elements right below another one."""
        depth, start, opened, name = 0, 0, 0, ""
        for tag in _TAG.finditer(self.tags, parent.opened, parent.closing):
            if tag[1]:
                depth -= 1
                if not depth:
                    yield Found(name, start, opened, tag.start(), tag.end())
            else:
                closed = tag[3].endswith("/")
                if not depth:
                    name, start, opened = _split(tag[2])[1], tag.start(), tag.end()
                    if closed:
                        yield Found(name, start, opened, opened, opened)
                depth += not closed

    @cached_property
    def top(self) -> list[Found]:
        """The elements right below the root."""
        return list(self.children(self.root))

    def child(self, parent: Found, name: str) -> Found | None:
        found = self.top if parent is self.root else self.children(parent)
        return next((one for one in found if one.name == name), None)

    def tag(self, found: Found) -> str:
        """The start tag of an element."""
        return self.text[found.start : found.opened]

    def replace(self, start: int, end: int, text: str) -> None:
        self._edits.append((start, end, len(self._edits), text))

    def insert(self, at: int, text: str) -> None:
        self.replace(at, at, text)

    def set(self, found: Found, **values: str) -> None:
        """Give an element attributes of these values."""
        self.replace(found.start, found.opened, with_attributes(self.tag(found), values))

    def append(self, parent: Found, xml: str) -> None:
        """Put elements behind all others in one."""
        if parent.is_empty:
            tag = self.tag(parent)
            name = _TAG.match(tag)
            assert name is not None
            self.replace(parent.start, parent.end, f"{opened(tag)}{xml}</{name[2]}>")
        else:
            self.insert(parent.closing, xml)

    def place(self, order: tuple[str, ...], name: str, children: Iterable[Found]) -> int:
        """Where a child of the root is to stand among these by the order of its schema; what an alternative holds stands for
        it."""
        rank = {one: number for number, one in enumerate(order)}
        for found in children:
            inner = [found.name, *(_split(tag[2])[1] for tag in _TAG.finditer(self.tags, found.opened, found.closing))]
            known = next((one for one in (inner if found.name == "AlternateContent" else inner[:1]) if one in rank), "")
            if known and rank[known] > rank[name]:
                return found.start
        return self.root.closing

    def written(self) -> bytes:
        """The part with all that was changed."""
        pieces, at = [], 0
        for start, end, _, text in sorted(self._edits):
            if start < at:
                raise CannotMark("overlap")
            pieces += [self.text[at:start], text]
            at = end
        changed = "".join([*pieces, self.text[at:]])
        if self._ascii:
            return changed.encode("ascii", "xmlcharrefreplace")
        return changed.encode(self._encoding)


def _split(name: str) -> tuple[str, str]:
    """A name as its prefix, with the colon, and the rest."""
    prefix, colon, local = name.rpartition(":")
    return prefix + colon, local


def opened(tag: str) -> str:
    """A start tag that lets its element hold something."""
    return re.sub(r"\s*/>$", ">", tag)


@lru_cache(64)
def _attribute(name: str) -> re.Pattern[str]:
    return re.compile(rf"""\s{re.escape(name)}\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def attribute(tag: str, name: str) -> str | None:
    """The value of an attribute as it is written in a start tag."""
    found = _attribute(name).search(tag)
    return None if found is None else found[1] if found[1] is not None else found[2]


def with_attributes(tag: str, values: dict[str, str]) -> str:
    """A start tag with attributes of these values."""
    for name, value in values.items():
        found = _attribute(name).search(tag)
        start, end = found.span() if found is not None else (_name_ends(tag),) * 2
        tag = f"{tag[:start]} {name}={quoted(value)}{tag[end:]}"
    return tag


def _name_ends(tag: str) -> int:
    return next(at for at, letter in enumerate(tag) if letter in " \t\r\n/>")


def without_attribute(tag: str, name: str) -> str:
    return _attribute(name).sub("", tag, 1)


def quoted(text: str) -> str:
    """A value as an attribute has it."""
    return '"' + escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}) + '"'


@lru_cache(64)
def elements(name: str) -> re.Pattern[str]:
    """The start tags of one name, the rest of each as its group."""
    return re.compile(rf"<{re.escape(name)}(?=[\s/>]){_ATTRIBUTES}>")


def shown(text: str) -> str:
    """A text as XML that shows it, and that Excel reads as it is."""
    text = _UNFIT.sub("\ufffd", text)
    return escape(_ESCAPE.sub("_x005F_", text[:_LONGEST]))
