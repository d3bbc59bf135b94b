"""Which part of a package refers to which, and as what."""

from __future__ import annotations

from typing import NamedTuple, NoReturn

from lbedu.reading.xlsx.package import Package
from lbedu.reading.xlsx.parsing import Element, walk
from lbedu.reading.xlsx.refusal import Limits, Unreadable, corrupt
from lbedu.reading.xlsx.remembered import remembered

OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_KNOWN = (*OFFICE, "http://schemas.microsoft.com/office/2006/relationships")
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships}"


class Link(NamedTuple):
    """A relationship; `kind` is the whole type unless it is one of an office document."""

    kind: str
    target: str
    external: bool


def read_links(package: Package, source: str, limits: Limits) -> dict[str, Link]:
    """The relationships of a part, or of the whole package for '', by their identifiers."""
    part = _part_of(source)
    return dict(_links(part, package.read(part), limits))


def has_relationships(package: Package, source: str) -> bool:
    """Whether a part refers to others at all."""
    return _part_of(source) in package


def parts_of(package: Package, source: str, kind: str, limits: Limits) -> list[str]:
    """The parts of a kind that a part refers to; none where that cannot be read."""
    try:
        links = read_links(package, source, limits).values()
    except Unreadable:
        return []
    return [link.target for link in links if link.kind == kind and not link.external and link.target in package]


def _part_of(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


@remembered
def _links(part: str, xml: bytes, limits: Limits) -> dict[str, Link]:
    folder = part.rpartition("_rels/")[0].rstrip("/")
    links: dict[str, Link] = {}

    def add(attributes: dict[str, str]) -> None:
        identifier, type_ = attributes.get("Id", ""), attributes.get("Type", "")
        if identifier in links:
            raise corrupt(part, "relationship twice")
        namespace, _, kind = type_.rpartition("/")
        target = _resolved(folder, attributes.get("Target", "").replace("\\", "/"))
        external = attributes.get("TargetMode") == "External"
        links[identifier] = Link(kind if namespace in _KNOWN else type_, target, external)

    def refuse_unknown() -> NoReturn:
        """Whatever it was to refer to, such as the number formats, would be lost in silence."""
        raise corrupt(part, "unknown element")

    root = Element(inside={f"{_LINKS}Relationship": Element(add)}, refuse=refuse_unknown)
    walk(part, xml, Element(inside={f"{_LINKS}Relationships": root}), limits.depth)
    return links


def _resolved(folder: str, target: str) -> str:
    """The name of a part, given where it stands as seen from a folder."""
    names: list[str] = []
    for name in (target if target.startswith("/") else f"{folder}/{target}").split("/"):
        if name == "..":
            del names[-1:]
        elif name and name != ".":
            names.append(name)
    return "/".join(names)
