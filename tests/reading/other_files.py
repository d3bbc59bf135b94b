"""Small .xls, .xlsb and .ods files, byte by byte: no library that writes them is needed. Holds no tests."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

SECTOR = 512
NONE = 0xFFFFFFFF
LAST = 0xFFFFFFFE


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams in its root folder."""
    chains: list[int] = [0xFFFFFFFD]
    body = b""
    entries = [_entry("Root Entry", 5, NONE if not streams else 1, LAST, 0)]
    directory = 1 + 3  # entries lie in up to four sectors behind the table
    chains += [2, 3, 4, LAST]
    for number, (name, data) in enumerate(streams.items(), 1):
        data = data.ljust(4096, b"\0")
        data += b"\0" * (-len(data) % SECTOR)
        first, sectors = len(chains), len(data) // SECTOR
        chains += [*range(first + 1, first + sectors), LAST]
        following = number + 1 if number < len(streams) else NONE
        entries.append(_entry(name, 2, NONE, first, len(data), following))
        body += data
    assert len(chains) <= 128 and directory == 4
    table = struct.pack(f"<{len(chains)}L", *chains).ljust(SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9L", 0, 1, 1, 0, 4096, LAST, 0, LAST, 0) + struct.pack("<109L", 0, *[NONE] * 108)
    return header + table + b"".join(entries).ljust(4 * SECTOR, b"\0") + body


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = NONE) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB3L", len(raw), kind, 1, NONE, right, child)
        + bytes(36)
        + struct.pack("<2LL", start, size, 0)
    )


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def short(text: str) -> bytes:
    """A text of .xls with a length of two bytes."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


FORMATS = ("General", "0%", "dd/mm/yyyy", "0.0%")
"""The styles of the files that are made here; one more is General in another font."""


def xls(
    cells: Iterable[bytes],
    texts: Iterable[bytes] = (),
    around: bytes = b"",
    globals_: bytes = b"",
    raised: int = 0,
    struck: int = 0,
) -> bytes:
    """An .xls of one sheet. `raised` is the place of the font that is superscript, `struck` of that with a line through it; the
    last style is in that font."""
    version = struct.pack("<2H", 0x600, 5) + bytes(12)
    fonts = b"".join(
        record(0x31, struct.pack("<5H", 200, 8 * (n == struck > 0), 0x7FFF, 400, n == raised > 0) + bytes(4) + b"\1\0A")
        for n in range(6)
    )
    formats = b"".join(record(0x41E, struct.pack("<H", 164 + n) + short(code)) for n, code in enumerate(FORMATS))
    number_of_font = struck + (struck > 3)  # there is no font 4
    styles = b"".join(record(0xE0, struct.pack("<2H", 0, 164 + n) + bytes(16)) for n in range(len(FORMATS)))
    styles += record(0xE0, struct.pack("<2H", number_of_font, 164) + bytes(16))
    shared = list(texts)
    table = record(0xFC, struct.pack("<2L", len(shared), len(shared)) + b"".join(shared))
    sheet = record(0x809, struct.pack("<2H", 0x600, 0x10) + bytes(12)) + around + b"".join(cells) + record(10)
    name = b"\x01\x00" + "S".encode("latin-1")

    def begin(at: int) -> bytes:
        listed = record(0x85, struct.pack("<L2B", at, 0, 0) + name[:1] + b"\0" + name[2:])
        return record(0x809, version) + globals_ + fonts + formats + styles + listed + table + record(10)

    return compound({"Workbook": begin(len(begin(0))) + sheet})


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<3Hd", row, column, style, value))


def formula(row: int, column: int, result: bytes, flags: int = 0, style: int = 0) -> bytes:
    return record(6, struct.pack("<3H", row, column, style) + result + struct.pack("<HLH", flags, 0, 3) + b"\x1e\1\0")


def shared(row: int, column: int, index: int) -> bytes:
    return record(0xFD, struct.pack("<3HL", row, column, 0, index))


def rich(text: str, *runs: tuple[int, int]) -> bytes:
    """A shared text of .xls, plain or in several fonts."""
    body = struct.pack("<HB", len(text), 9 if runs else 1) + (struct.pack("<H", len(runs)) if runs else b"")
    return body + text.encode("utf-16-le") + b"".join(struct.pack("<2H", *run) for run in runs)


# .xlsb


def binary(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(body), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + body


def long(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def xlsb(rows: bytes, texts: Iterable[bytes] = (), fonts: bytes = b"", after: bytes = b"") -> bytes:
    """An .xlsb of one sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"

    def rels(*found: tuple[str, str]) -> str:
        inside = "".join(
            f'<Relationship Id="rId{n}" Type="{office}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(found, 1)
        )
        return f'<Relationships xmlns="{links}">{inside}</Relationships>'

    formats = b"".join(binary(44, struct.pack("<H", 164 + n) + long(code)) for n, code in enumerate(FORMATS))
    styles = b"".join(binary(47, struct.pack("<2H", 0, 164 + n) + bytes(12)) for n in range(len(FORMATS)))
    styles += binary(47, struct.pack("<3H", 0, 164, 1) + bytes(10))
    items = list(texts)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": rels(("officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": rels(
            ("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")
        ),
        "xl/workbook.bin": binary(131)
        + binary(153, bytes(12))
        + binary(143)
        + binary(156, struct.pack("<2L", 0, 1) + long("rId1") + long("S"))
        + binary(144)
        + binary(132),
        "xl/styles.bin": binary(278)
        + binary(615, struct.pack("<L", len(FORMATS)))
        + formats
        + binary(616)
        + fonts
        + binary(617, struct.pack("<L", len(FORMATS)))
        + styles
        + binary(618)
        + binary(279),
        "xl/sharedStrings.bin": binary(159, struct.pack("<2L", len(items), len(items)))
        + b"".join(binary(19, item) for item in items)
        + binary(160),
        "xl/worksheets/sheet1.bin": binary(129)
        + binary(148, struct.pack("<4L", 0, 9, 0, 9))
        + binary(145)
        + rows
        + binary(146)
        + after
        + binary(130),
    }
    return zipped(parts)


def binary_row(row: int, *cells: bytes, hidden: bool = False) -> bytes:
    return binary(0, struct.pack("<2LH2B", row, 0, 300, 0, 0x10 if hidden else 0) + bytes(5)) + b"".join(cells)


def binary_cell(kind: int, column: int, body: bytes, style: int = 0) -> bytes:
    return binary(kind, struct.pack("<2L", column, style) + body)


# .ods

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "style", "text")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def ods(tables: str, styles: str = "", manifest: str = "<manifest/>", more: Mapping[str, str] | None = None) -> bytes:
    """An .ods with these tables."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} {CALC}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest, **(more or {})})


def table(*rows: str, name: str = "S", columns: str = "") -> str:
    inside = "".join(f"<table:table-row>{row}</table:table-row>" if "table-row" not in row else row for row in rows)
    return f'<table:table table:name="{name}">{columns}{inside}</table:table>'


def ods_cell(attributes: str = "", text: str = "") -> str:
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{shown}</table:table-cell>"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()
