"""`lbedu targets lint --directive`: what it prints, its exit codes, and texts that cannot be read or are others."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lbedu.linting.linter import lint
from lbedu.linting.provenance.source import MAX_BYTES
from lbedu.mistake_catalogue.catalogue import MISTAKES, said
from lbedu.mistake_catalogue.provenance import PROVENANCE
from tests.cli.command import lbedu
from tests.linting.provenance.pair import FOLDER, RULES, TEXT, changed
from tests.linting.test_lint_command import SCHEMA
from tests.old_text import tcvn3, vni

CLEAN, AMENDED = FOLDER / "2031-2032.txt", FOLDER / "amended.txt"


def codes(text: bytes | str, tmp_path: Path) -> list[tuple[str, str]]:
    """What lint finds in a text, each with its place."""
    file = tmp_path / "text.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = lint([RULES], file).findings
    return [(one.code, f"{Path(one.file).name}:{one.mistake.line}:{one.mistake.column}") for one in found]


def test_exit_codes() -> None:
    clean = lbedu("targets", "lint", RULES, "--directive", CLEAN, "--lang", "en")
    assert (clean.code, clean.out, clean.err) == (0, "2 files: nothing found\n", "")
    differs = lbedu("targets", "lint", RULES, "--directive", AMENDED)
    assert (differs.code, differs.err) == (1, "")
    assert differs.out.endswith("2 tệp: 0 lỗi, 5 lưu ý\n")
    nowhere = lbedu("targets", "lint", RULES, "--directive", FOLDER / "none.txt")
    assert nowhere.code == 2
    assert "none.txt:1:1: lỗi [cannot_read]" in nowhere.out


@pytest.mark.parametrize("files", [[], [RULES, FOLDER.parent / "rule-files" / "2030-2031.yaml"]])
def test_it_takes_one_rule_file(files: list[Path]) -> None:
    ended = lbedu("targets", "lint", *files, "--directive", CLEAN)
    assert (ended.code, ended.out) == (2, "")
    assert "--directive takes one rule file" in ended.err


def test_the_text_is_not_overwritten(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    ended = lbedu("targets", "lint", RULES, "--directive", text, "--reporter", f"json:{text}")
    assert (ended.code, ended.out) == (2, "")
    assert text.read_text(encoding="utf-8") == TEXT


def test_reporters() -> None:
    shown = lbedu("targets", "lint", RULES, "--directive", AMENDED, "--reporter", "json")
    document = json.loads(shown.out)
    Draft202012Validator(SCHEMA).validate(document)
    assert [Path(one).name for one in document["files"]] == ["2031-2032.yaml", "amended.txt"]
    assert {Path(one["file"]).name for one in document["findings"]} == {"2031-2032.yaml", "amended.txt"}
    github = lbedu("targets", "lint", RULES, "--directive", AMENDED, "--reporter", "github")
    assert re.search(
        r"^::warning file=\S*amended.txt,line=27,col=34,endColumn=37,title=figure_not_in_file::", github.out, re.M
    )
    again = lbedu("targets", "lint", RULES, "--directive", AMENDED, "--reporter", "json")
    assert again.out == shown.out


def test_the_mark_stands_under_what_is_meant() -> None:
    for one in lint([RULES], AMENDED).findings:
        shown = one.line[one.mistake.column - 1 : one.mistake.end - 1]
        facts = dict(one.mistake.facts)
        if one.code == "figure_not_in_file":
            assert shown == facts["figure"]
        if one.code == "name_not_in_file":
            assert facts["name"].endswith(shown)


def test_a_broken_rule_file_is_mended_first(tmp_path: Path) -> None:
    rules = tmp_path / "2031-2032.yaml"
    rules.write_text(RULES.read_text(encoding="utf-8").replace("version: 1", "version: one"), encoding="utf-8")
    found = lint([rules], AMENDED)
    assert [one.code for one in found.findings] == ["wrong_shape"]
    assert found.exit_code == 2


def docx() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", TEXT)
    return made.getvalue()


REFUSED = {
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + TEXT.encode(), "text_not_plain"),
    "Word": (docx(), "text_not_plain"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "text_not_plain"),
    "RTF": (b"{\\rtf1\\ansi " + TEXT.encode(), "text_not_plain"),
    "HTML": (b"<!DOCTYPE html><html>" + TEXT.encode(), "text_not_plain"),
    "binary": (TEXT.encode().replace(b"\n", b"\0", 1), "text_not_plain"),
    "UTF-16": (TEXT.encode("utf-16"), "not_utf8"),
    "Windows-1258": (unicodedata.normalize("NFD", TEXT).encode("cp1258", "replace"), "not_utf8"),
    "TCVN3 as bytes": (tcvn3(TEXT).encode("latin-1"), "text_old_encoding"),
    "TCVN3 as letters": (tcvn3(TEXT).encode(), "text_old_encoding"),
    "VNI": (vni(TEXT).encode(), "text_old_encoding"),
    "mojibake": (TEXT.encode().decode("latin-1").encode(), "text_old_encoding"),
    "empty": (b"", "text_empty"),
    "blank": (b"\xef\xbb\xbf \r\n\t\r\n", "text_empty"),
    "signs": ("–\n…\n".encode(), "text_empty"),
    "huge": (TEXT.encode() + b"x" * MAX_BYTES, "text_too_large"),
    "another": ("A. MỤC ĐÍCH\n\n1. Đoạn một.\n\n2. Đoạn hai.\n".encode(), "text_of_another"),
    "no clauses": (re.sub(r"(?m)^(?:[A-Z]+|\d|[a-z])[.)] |^[-+] ", "", TEXT).encode(), "text_of_another"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_compared(name: str, tmp_path: Path) -> None:
    """Only that is said, in both languages, with the right exit code and no figure compared."""
    data, code = REFUSED[name]
    assert [one for one, _ in codes(data, tmp_path)] == [code]
    ended = lbedu("targets", "lint", RULES, "--directive", tmp_path / "text.txt")
    assert (ended.code, ended.err) == (2, "")
    assert ended.out.endswith("2 tệp: 1 lỗi, 0 lưu ý\n")


def test_a_folder_is_no_text() -> None:
    assert [one.code for one in lint([RULES], FOLDER).findings] == ["cannot_read"]


def test_next_year_in_the_same_order_is_compared(tmp_path: Path) -> None:
    """A text whose clauses are those of the rule file is held against it, figure by figure."""
    text = (
        TEXT.replace("2031-2032", "2032-2033")
        .replace("57/KH-UBND", "61/KH-UBND")
        .replace("tháng 9 năm 2031", "tháng 9 năm 2032")
    )
    text = text.replace("1.250", "1.400")
    found = codes(text, tmp_path)
    assert [code for code, place in found if place.startswith("2031-2032.yaml")] == ["figure_not_in_text"] * 4
    assert ("figure_not_in_file", "text.txt:37:25") in found


def test_every_code_is_tried(tmp_path: Path) -> None:
    seen = {code for data, code in REFUSED.values()} | {one.code for one in lint([RULES], AMENDED).findings}
    moved = changed("III. Trường chuẩn", "Trường chuẩn").replace("đạt 52%", "đạt 100%")
    seen |= {code for code, _ in codes(moved, tmp_path)}
    seen |= {code for code, _ in codes(changed("(01 MN, 02TH)", "(02 MN, 02TH)").replace("lớp 4", "lớp 8"), tmp_path)}
    seen |= {code for code, _ in codes(changed("Duy trì 06", "Duy trì không quá 06"), tmp_path)}
    assert set(PROVENANCE) <= seen


@pytest.mark.parametrize("code", PROVENANCE)
def test_messages_have_no_gaps(code: str) -> None:
    facts = dict.fromkeys(re.findall(r"\{(\w+)\}", MISTAKES[code].message["vi"]), "x")
    for lang in ("vi", "en"):
        assert "{" not in said(code, facts, lang)
    assert facts.keys() == set(re.findall(r"\{(\w+)\}", MISTAKES[code].message["en"]))


NASTY = {
    "dashes": "A. MỤC ĐÍCH\n" + "- a\n" * 5_000,
    "one line": "A. MỤC ĐÍCH\n1. " + "12% trẻ, 03 trường MN Hoa Mai, " * 2_000,
    "brackets": "A. MỤC ĐÍCH\n1. (x\n" + "Trường\n" * 5_000,
    "numbers in numbers": "A. B\n" + "\n".join(".".join("1" * n) + ". x" for n in range(1, 400)),
    "controls": "A. MỤC ĐÍCH\n1. \x1b[31m\u202e58%\x07\n",
}


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("where", ["alone", "behind"])
def test_nasty_texts_end_with_a_list(name: str, where: str, tmp_path: Path) -> None:
    """Alone such a text is another one; behind a directive it is compared."""
    text = NASTY[name] if where == "alone" else TEXT.replace("C. TỔ CHỨC THỰC HIỆN\n", NASTY[name] + "\nC. TỔ CHỨC\n")
    found = codes(text, tmp_path)
    assert 0 < len(found) < 1100
