"""Mutants of .xls, .xlsb and .ods: of their bytes, their container, their records or XML, and their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.mutation.archives import Parts, joined, member
from tests.mutation.bytes_and_archives import of_archive, of_bytes
from tests.mutation.of_ods import of_ods_cells
from tests.mutation.of_records import of_container, of_xls_records, of_xlsb_part
from tests.mutation.of_xml import of_xml

Change = Callable[[Random, bytes, Parts], bytes]


def _inside(change: Callable[[Random, bytes], bytes], rich: Sequence[str], others: Sequence[str] = ()) -> Change:
    """One to three changes to parts whose names end so; to the rich ones before all others."""

    def edited(random: Random, _: bytes, parts: Parts) -> bytes:
        names = [one.name.decode() for one in parts.members]
        members, contents = list(parts.members), list(parts.contents)
        for _again in range(random.choice((1, 1, 2, 3))):
            endings = tuple(others if others and random.random() < 0.3 else rich)
            at = random.choice([at for at, name in enumerate(names) if name.endswith(endings)])
            contents[at] = change(random, contents[at])
            members[at] = member(names[at], contents[at])
        return joined(tuple(members))

    return edited


def _of_bytes(random: Random, data: bytes, _: Parts) -> bytes:
    return of_bytes(random, data)


def _of_archive(random: Random, _: bytes, parts: Parts) -> bytes:
    return of_archive(random, parts)


WAYS: Mapping[str, Mapping[str, Change]] = {
    ".xls": {
        "bytes": _of_bytes,
        "container": lambda random, data, _: of_container(random, data),
        "records": lambda random, data, _: of_xls_records(random, data),
    },
    ".xlsb": {
        "bytes": _of_bytes,
        "archive": _of_archive,
        "records": _inside(of_xlsb_part, ("sheet1.bin", "sheet2.bin"), (".bin",)),
        "xml": _inside(of_xml, (".xml", ".rels")),
    },
    ".ods": {
        "bytes": _of_bytes,
        "archive": _of_archive,
        "xml": _inside(of_xml, ("content.xml",), (".xml",)),
        "cells": _inside(of_ods_cells, ("content.xml",)),
    },
}
"""By format, how a file of it is changed. What is inside comes more often than the bytes, which are mostly refused."""


def changed(random: Random, suffix: str, data: bytes, parts: Parts) -> tuple[str, bytes]:
    """A mutant, and how it came about."""
    ways = WAYS[suffix]
    inside = [way for way in ways if way in ("records", "cells", "xml")]
    way = random.choice([*ways, *inside, *inside])
    return f"{suffix} {way}", ways[way](random, data, parts)
