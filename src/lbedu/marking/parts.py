"""A package that is being marked: its parts as they are or as they were changed, what refers to what, and what is added."""

from __future__ import annotations

import posixpath

from lbedu.marking.archive import part_key, rewritten
from lbedu.marking.xml_text import XmlText, attribute, quoted
from lbedu.reading.xlsx.package import Package
from lbedu.reading.xlsx.refusal import Limits
from lbedu.reading.xlsx.relationships import OFFICE, Link, has_relationships, read_links

TYPES = "[Content_Types].xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = {
    "worksheet": f"{_SHEET}.worksheet+xml",
    "comments": f"{_SHEET}.comments+xml",
    "styles": f"{_SHEET}.styles+xml",
}
_SUFFIXES = {
    "template.macroEnabled": ".xltm",
    "sheet.macroEnabled": ".xlsm",
    "addin.macroEnabled": ".xlam",
    "template.main": ".xltx",
}
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'
)


class Parts:
    """Reads and changes parts by their names; `packed` gives the new package."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises Unreadable where it is no package that is sound."""
        self._data, self._limits = data, limits
        self.package = Package(data, limits)
        self._changed: dict[str, bytes] = {}
        self._added: dict[str, tuple[str, bytes]] = {}
        self._types: dict[str, str] = {}
        self._links: dict[str, dict[str, Link]] = {}
        self._new_links: dict[str, list[tuple[str, str, str]]] = {}
        self.blocks: set[int] | None = None
        """The blocks of numbers of shapes that drawings have, once somebody has looked."""
        self.strict = False
        """Written in the namespaces of ISO 29500 Strict."""

    def __contains__(self, name: str) -> bool:
        return name in self.package or part_key(name) in self._added

    def read(self, name: str) -> bytes:
        """A part as it is in the package that is read."""
        return self.package.read(name)

    def text(self, name: str) -> XmlText:
        return XmlText(name, self.read(name))

    def change(self, name: str, content: bytes) -> None:
        self._changed[part_key(name)] = content

    def save(self, name: str, text: XmlText) -> None:
        self.change(name, text.written())

    def add(self, name: str, content: bytes, kind: str) -> None:
        """A part that there is not yet, of a kind of CONTENT_TYPES, or a drawing of notes."""
        self._added[part_key(name)] = name, content
        self._types[name] = kind

    def free(self, pattern: str) -> str:
        """The first name `pattern.format(1)`, `pattern.format(2)` … that no part has."""
        return next(name for number in range(1, 1 << 20) if (name := pattern.format(number)) not in self)

    def links(self, source: str) -> dict[str, Link]:
        """What a part refers to, by identifiers, as it was read."""
        if source not in self._links:
            known = has_relationships(self.package, source)
            self._links[source] = read_links(self.package, source, self._limits) if known else {}
        return self._links[source]

    def link(self, source: str, kind: str, target: str) -> str:
        """Let a part refer to another; gives the identifier."""
        new = self._new_links.setdefault(source, [])
        taken = {name.lower() for name in self.links(source)} | {name.lower() for name, _, _ in new}
        identifier = next(name for number in range(1, 1 << 20) if (name := f"rIdLbedu{number}").lower() not in taken)
        new.append((identifier, kind, target))
        return identifier

    def suffix_of(self, workbook: str) -> str:
        """What the name of a file must end in that holds this workbook part."""
        text = self.text(TYPES)
        said = {
            part_key(attribute(text.tag(one), "PartName") or ""): attribute(text.tag(one), "ContentType") or ""
            for one in text.children(text.root)
        }
        kind = said.get(part_key(workbook), "")
        return next((suffix for word, suffix in _SUFFIXES.items() if word in kind), ".xlsx")

    def packed(self) -> bytes:
        """The new package."""
        for source, new in self._new_links.items():
            self._write_links(source, new)
        if self._types:
            self._write_types()
        return rewritten(self._data, self._changed, list(self._added.values()))

    def _write_links(self, source: str, new: list[tuple[str, str, str]]) -> None:
        folder, name = posixpath.split(source)
        part = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        known = part in self.package
        text = XmlText(part, self.read(part) if known else _EMPTY.encode())
        base = OFFICE[self.strict]
        xml = "".join(
            f"<{text.prefix}Relationship Id={quoted(identifier)} Type={quoted(f'{base}/{kind}')}"
            f" Target={quoted('/' + target)}/>"
            for identifier, kind, target in new
        )
        text.append(text.root, xml)
        if known:
            self.save(part, text)
        else:
            self._added[part_key(part)] = part, text.written()

    def _write_types(self) -> None:
        text = self.text(TYPES)
        known = {(attribute(text.tag(one), "Extension") or "").lower() for one in text.children(text.root)}
        defaults = {} if "rels" in known else {"rels": _RELS}
        back = []
        for name, kind in self._types.items():
            if kind in CONTENT_TYPES:
                back.append(
                    f"<{text.prefix}Override PartName={quoted('/' + name)} ContentType={quoted(CONTENT_TYPES[kind])}/>"
                )
            elif "vml" not in known:
                defaults["vml"] = _VML
        front = [
            f"<{text.prefix}Default Extension={quoted(ending)} ContentType={quoted(kind)}/>"
            for ending, kind in defaults.items()
        ]
        text.insert(text.root.opened, "".join(front))
        text.append(text.root, "".join(back))
        self.save(TYPES, text)


def prefixed(xml: str, prefix: str) -> str:
    """Elements that are written here without a prefix, with that of the part that they go into."""
    return xml.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}") if prefix else xml


def insert_in_order(text: XmlText, order: tuple[str, ...], name: str, xml: str) -> None:
    """Put a child of the root where the order of the schema wants it."""
    text.insert(text.place(order, name, text.top), xml)
