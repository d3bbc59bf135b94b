"""Packages that lie about themselves: a clear refusal or the right reading, never a third thing and nothing outside of them."""

from __future__ import annotations

import os
import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from lbedu.reading.other_formats import biff8, biff12, opendocument
from lbedu.reading.other_formats.seen import SeenBook
from lbedu.reading.workbook import Limits, Unreadable, read_workbook
from lbedu.reading.xlsx.compound import Compound
from lbedu.reading.xlsx.package import Package
from tests.reading import other_files as make
from tests.reading.test_workbook import OFFICE, pack, parts, row

ONE = row('<c r="A1"><v>1</v></c>')
SOUND = parts(ONE)


def code(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_workbook(data)
    return caught.value.code


@pytest.mark.parametrize(
    "name", ["../../evil.xlsx", "/etc/passwd", "C:\\Windows\\x", "xl/../../../x", "a\0b", "x" * 60_000, "\udcff", ""]
)
def test_no_path_inside_an_archive_is_used(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members that nothing refers to change nothing, whatever they are called; nothing is ever written or opened."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for member, content in SOUND.items():
            out.writestr(member, content)
        entry = zipfile.ZipInfo("x")
        entry.filename = name.encode("utf-8", "replace").decode()
        out.writestr(entry, b"evil")
    truth = read_workbook(pack(SOUND))
    monkeypatch.setattr("os.open", lambda *_: pytest.fail("a file was opened"))
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("a file was opened"))
    try:
        assert read_workbook(stream.getvalue()) == truth
    except Unreadable as error:
        assert error.code == "corrupt"


@pytest.mark.parametrize(
    "target",
    [
        "../../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://example.test/sheet1.xml",
        "\\\\server\\share\\sheet1.xml",
        "C:\\x.xml",
        "",
        "..",
        "worksheets",
    ],
)
def test_no_relationship_leads_out_of_the_package(target: str) -> None:
    members = dict(SOUND)
    links = "xl/_rels/workbook.xml.rels"
    members[links] = str(SOUND[links]).replace("worksheets/sheet1.xml", target)
    assert code(pack(members)) == "corrupt"
    external = str(SOUND[links]).replace('Target="worksheets', 'TargetMode="External" Target="worksheets')
    members[links] = external
    assert code(pack(members)) == "corrupt"


END = "</Relationships>"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("_rels/.rels", END, f'<Relationship Id="b" Type="{OFFICE}/officeDocument" Target="a"/>{END}'),
        ("_rels/.rels", END, f'<Relationship Id="a" Type="{OFFICE}/x" Target="a"/>{END}'),
        ("xl/workbook.xml", "</sheets>", '<sheet name="SỐ LIỆU" sheetId="2" r:id="s1"/></sheets>'),
        ("xl/workbook.xml", 'r:id="s1"', 'r:id="none"'),
        ("xl/_rels/workbook.xml.rels", END, f'<Relationship Id="s1" Type="{OFFICE}/worksheet" Target="b"/>{END}'),
    ],
)  # fmt: skip
def test_parts_that_contradict_each_other_are_refused(part: str, old: str, new: str) -> None:
    members = dict(SOUND)
    assert old in str(members[part])
    members[part] = str(members[part]).replace(old, new, 1)
    assert code(pack(members)) == "corrupt"


@pytest.mark.parametrize(
    "rows",
    [
        row('<c r="A1"><v>1</v></c><c r="A1"><v>9</v></c>'),
        ONE + ONE,
        row('<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c><c r="B1"><v>9</v></c>'),
        row('<c r="A2"><v>1</v></c>', 'r="2"') + ONE + row('<c r="A2"><v>9</v></c>', 'r="2"'),
        row('<c r="A1"><v>1</v><v>9</v></c>'),
        row('<c r="A1"><v>1</v></c><c><v>1</v></c><c r="B1"><v>9</v></c>'),
        row('<c r="a1"><v>1</v></c><c r="A1"><v>9</v></c>'),
        row('<c r="A1"/><c r="A1"><v>9</v></c>'),
    ],
)
def test_a_cell_given_twice_is_refused(rows: str) -> None:
    assert code(pack(parts(rows))) == "corrupt"


@pytest.mark.parametrize("part", sorted(parts("", "")))
def test_nothing_nests_too_deep_in_any_part(part: str) -> None:
    members = parts(row('<c r="A1" t="s"><v>0</v></c>'), "<si><t>a</t></si>")
    content = str(members[part])
    at = content.rindex("</")
    members[part] = content[:at] + "<x>" * 100_000 + "</x>" * 100_000 + content[at:]
    assert code(pack(members)) in ("bomb", "corrupt")


def test_a_comment_of_megabytes_is_passed_over() -> None:
    """Expat before 2.6 reads a long token again for every piece that it is given: here it gets all at once."""
    noise = os.urandom(1 << 10).hex() * 4096
    members = dict(SOUND)
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = str(SOUND[sheet]).replace("<sheetData>", f"<!-- {noise} --><sheetData>")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    assert read_workbook(stream.getvalue()) == read_workbook(pack(SOUND))


def test_merges_over_everything_are_kept_as_they_are() -> None:
    everything = '<mergeCell ref="A1:XFD1048576"/>' * 1000
    around = f"<sheetData>{{}}</sheetData><mergeCells>{everything}</mergeCells>"
    (sheet,) = read_workbook(pack(parts(ONE, around=around))).sheets
    assert sheet.merges == ((1, 1, 1_048_576, 16_384),) * 1000
    many = f"<sheetData>{{}}</sheetData><mergeCells>{everything * 201}</mergeCells>"
    assert code(pack(parts(ONE, around=many))) in ("file_too_large", "bomb")


def test_an_archive_around_an_archive_and_one_with_something_before_it() -> None:
    sound = pack(SOUND)
    assert code(b"PK\3\4" + sound) == "corrupt"
    assert code(sound + sound) == "corrupt"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as out:
        out.writestr("a.xlsx", sound)
    assert code(stream.getvalue()) == "corrupt" or code(stream.getvalue()) == "not_a_workbook"


@pytest.mark.parametrize("count", [0, 1, 2**16 - 1])
def test_a_directory_that_miscounts_its_members(count: int) -> None:
    sound = pack(SOUND)
    at = sound.rindex(b"PK\5\6")
    changed = sound[: at + 8] + struct.pack("<2H", count, count) + sound[at + 12 :]
    assert code(changed) in ("corrupt", "file_too_large")


# other formats


def loop_in_directory() -> bytes:
    data = bytearray(make.xls([make.number(0, 0, 1)]))
    struct.pack_into("<L", data, 1024 + 128 + 72, 1)  # the entry's right neighbour is itself
    return bytes(data)


def loop_in_sectors() -> bytes:
    data = bytearray(make.xls([make.number(0, 0, 1)]))
    struct.pack_into("<L", data, 512 + 4 * 6, 5)
    return bytes(data)


def loop_of_tables() -> bytes:
    data = bytearray(make.xls([make.number(0, 0, 1)]))
    struct.pack_into("<2L", data, 68, 0, 1)
    struct.pack_into("<L", data, 512 + 508, 0)
    return bytes(data)


@pytest.mark.parametrize(
    "data", [loop_in_directory(), loop_in_sectors(), loop_of_tables()], ids=["tree", "chain", "tables"]
)
def test_a_compound_file_that_bites_its_tail(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        Compound(data).stream("Workbook")
    assert caught.value.code == "corrupt"


def scan_xlsb(data: bytes) -> SeenBook:
    return biff12.scan(Package(data), "xl/workbook.bin", Limits())


def scan_ods(data: bytes) -> SeenBook:
    return opendocument.scan(Package(data), Limits())


def scan_xls(data: bytes) -> SeenBook:
    return biff8.scan(data, Limits())


NUMBERS = [make.number(n, 0, n * 1.5, n % 4) for n in range(9)]
XLS = make.xls(
    [*NUMBERS, make.shared(0, 1, 0), make.formula(1, 1, struct.pack("<d", 2))],
    [make.rich("Mầm non 451", (9, 5))],
    around=make.record(0x208, bytes(16)) + make.record(0xE5, struct.pack("<5H", 1, 4, 5, 0, 2)),
    raised=4,
)
BINARY_ROWS = make.binary_row(0, make.binary_cell(5, 0, struct.pack("<d", 1)), make.binary_cell(7, 1, bytes(4)))
XLSB = make.xlsb(BINARY_ROWS, [b"\0" + make.long("a")], after=make.binary(176, struct.pack("<4L", 4, 5, 0, 2)))
ODS = make.ods(
    make.table(
        make.ods_cell('office:value-type="float" office:value="1"', "1")
        + make.ods_cell('office:value-type="string"', "a")
    )
)


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut out, doubled or exchanged for numbers that are often a mistake away."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) or 1)
        length = chance.choice((1, 2, 4, 64))
        what = chance.randrange(4)
        if what == 0 and changed:
            changed[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            changed[at : at + length] = chance.choice((b"\xff", b"\0", b"\x7f", b"\x80")) * length
        elif what == 2:
            del changed[at : at + length]
        else:
            changed[at:at] = changed[at : at + length]
    return bytes(changed)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """A package one of whose parts has changed, with right checksums."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    name = chance.choice([name for name, content in members.items() if content])
    members[name] = mutated_bytes(members[name], chance)
    return make.zipped(members)


@pytest.mark.parametrize(
    ("scan", "data", "change"),
    [(scan_xls, XLS, mutated_bytes), (scan_xlsb, XLSB, repacked), (scan_ods, ODS, repacked)],
    ids=["xls", "xlsb", "ods"],
)
def test_a_damaged_file_is_scanned_or_refused(
    scan: Callable[[bytes], SeenBook], data: bytes, change: Callable[[bytes, random.Random], bytes]
) -> None:
    assert scan(data).sheets
    chance, ended = random.Random(11), set()
    for _ in range(1500):
        try:
            ended.add(type(scan(change(data, chance))).__name__)
        except Unreadable as error:
            ended.add(error.code)
    assert {"SeenBook", "corrupt"} <= ended


def test_a_sheet_of_a_foreign_name_is_not_lost_in_silence() -> None:
    members = dict(SOUND)
    book = str(members["xl/workbook.xml"])
    members["xl/workbook.xml"] = book.replace("</sheets>", '<sheet name="B" r:id="rId9" xmlns="urn:x"/></sheets>')
    assert members["xl/workbook.xml"] != book
    assert code(pack(members)) == "corrupt"


def test_a_relationship_of_a_foreign_name_is_not_lost_in_silence() -> None:
    """It may have been the one to the number formats."""
    members = dict(SOUND)
    links = str(members["xl/_rels/workbook.xml.rels"])
    members["xl/_rels/workbook.xml.rels"] = links.replace("<Relationship ", '<Relationship xmlns="urn:x" ', 1)
    assert members["xl/_rels/workbook.xml.rels"] != links
    assert code(pack(members)) == "corrupt"
