"""The package of a workbook, packed anew: the same bytes for the same content, and rows that openpyxl did not write."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EMPTY_SHEET = re.compile(
    rb'(.*)<dimension ref="A1(?::A1)?"\s*/>(.*)<sheetData\s*(?:/>|></sheetData>)(.*)((?:<printOptions |<pageMargins ).*)',
    re.DOTALL,
)
"""As openpyxl writes it, with lxml and without; links stand before what is about printing."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_PIECE, _AS_IT_IS = 1 << 20, 16
"""Bytes of a piece, and how many pieces are kept as they are."""


class Pieces:
    """Bytes that are gathered before they can be written. Those of a large district would take more memory than all else, so
    that what is beyond an ordinary one is kept packed; letters with marks take less as bytes than as text."""

    def __init__(self) -> None:
        self._last: list[bytes] = []
        self._size = 0
        self._pieces: list[bytes] = []

    def add(self, data: bytes) -> None:
        self._last.append(data)
        self._size += len(data)
        if self._size >= _PIECE:
            piece = b"".join(self._last)
            self._pieces.append(piece if len(self._pieces) < _AS_IT_IS else zlib.compress(piece, 1))
            self._last, self._size = [], 0

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces[:_AS_IT_IS]
        yield from map(zlib.decompress, self._pieces[_AS_IT_IS:])
        yield b"".join(self._last)


class Filling(NamedTuple):
    """The rows of a sheet, written past openpyxl, which keeps the sheet empty for them."""

    dimension: str
    """From its first cell to its last: `A1:M200`."""
    rows: Iterable[bytes]
    links: str
    """The element of the links of its cells; empty where there are none."""


def repacked(plain: BytesIO, quiet: dict[str, list[str]], fillings: Mapping[str, Filling]) -> bytes:
    """The same package with the rows that it lacks, without the time of day, and without Excel's green corners on codes such
    as 01."""
    packed = BytesIO()
    with ZipFile(plain) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if ranges := quiet.get(name):
                ignored = (
                    f'<ignoredErrors><ignoredError sqref="{" ".join(ranges)}" numberStoredAsText="1"/></ignoredErrors>'
                )
                data = data.replace(b"</worksheet>", ignored.encode() + b"</worksheet>")
            entry = ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            if filling := fillings.get(name):
                _fill(target, entry, data, filling)
            else:
                target.writestr(entry, data)
    return packed.getvalue()


def _fill(target: ZipFile, entry: ZipInfo, data: bytes, filling: Filling) -> None:
    """A sheet that openpyxl left empty, with its rows: piece by piece, as there may be millions of cells."""
    found = _EMPTY_SHEET.fullmatch(data)
    if found is None:
        raise ValueError("the sheet is not laid out as openpyxl lays out an empty one")
    before, between, around, after = found.groups()
    with target.open(entry, "w") as stream:
        stream.write(before + f'<dimension ref="{filling.dimension}" />'.encode() + between + b"<sheetData>")
        stream.writelines(filling.rows)
        stream.write(b"</sheetData>" + around + filling.links.encode() + after)
