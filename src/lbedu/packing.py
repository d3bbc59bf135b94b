"""The package of a workbook, packed anew: the same bytes for the same content, and rows that openpyxl did not write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EMPTY_SHEET = re.compile(
    rb'(.*)<dimension ref="A1(?::A1)?"\s*/>(.*)<sheetData\s*(?:/>|></sheetData>)(.*)((?:<printOptions |<pageMargins ).*)',
    re.DOTALL,
)
"""As openpyxl writes it, with lxml and without; links stand before what is about printing."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class Filling(NamedTuple):
    """The rows of a sheet, written past openpyxl, which keeps the sheet empty for them."""

    dimension: str
    """From its first cell to its last: `A1:M200`."""
    rows: Sequence[bytes]
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
        for first in range(0, len(filling.rows), 1024):
            stream.write(b"".join(filling.rows[first : first + 1024]))
        stream.write(b"</sheetData>" + around + filling.links.encode() + after)
