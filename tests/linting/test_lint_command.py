"""`lbedu targets lint`: what it prints, its exit codes, its reporters, and that documentation and `explain` know every code."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lbedu.directive.figures import KINDS
from lbedu.directive.yaml_text import MAX_BYTES
from lbedu.linting import as_github, as_json, as_text
from lbedu.linting.finding import Linted
from lbedu.linting.linter import lint
from lbedu.linting.provenance.whole import ANYWHERE, HEAD
from lbedu.mistake_catalogue.catalogue import MISTAKES, said
from lbedu.mistake_catalogue.words import OURS, TERMS
from lbedu.problem_catalogue.catalogue import CATALOGUE
from tests.cli.command import lbedu
from tests.linting.documented import MARK, PAGE, ROOT, codes
from tests.linting.test_rules import YEAR, lay

SLIPS = ROOT / "samples" / "rule-files" / "2030-2031.yaml"
SCHEMA = json.loads((ROOT / "src/lbedu/linting/findings.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def linted() -> Linted:
    return lint([SLIPS])


def test_the_exit_code_says_how_bad_it_is(tmp_path: Path) -> None:
    lay(tmp_path, YEAR)
    clean = lbedu("targets", "lint", "2030-2031.yaml", "--lang", "en", cwd=tmp_path)
    assert (clean.code, clean.out, clean.err) == (0, "1 file: nothing found\n", "")
    (tmp_path / "2030-2031.yaml").write_text(YEAR.replace("clause: A.1", "clause: A.9"), encoding="utf-8")
    warned = lbedu("targets", "lint", tmp_path, cwd=tmp_path)
    assert (warned.code, warned.err) == (1, "")
    assert warned.out.endswith("1 tệp: 0 lỗi, 1 lưu ý\n")
    (tmp_path / "2030-2031.yaml").write_text(YEAR.replace("version: 1", "version: one"), encoding="utf-8")
    broken = lbedu("targets", "lint", "2030-2031.yaml", cwd=tmp_path)
    assert (broken.code, broken.err) == (2, "")
    nowhere = lbedu("targets", "lint", "2029-2030.yaml", cwd=tmp_path)
    assert nowhere.code == 2
    assert "2029-2030.yaml:1:1: lỗi [cannot_read]" in nowhere.out


@pytest.mark.parametrize(
    "arguments", [["--reporter", "xml"], ["--lang", "fr"], ["--reporter", "json:no/where.json"], ["empty"]]
)
def test_wrong_usage(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = lbedu("targets", "lint", *arguments, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("lbedu: ")


def test_no_file_that_is_read_is_overwritten(tmp_path: Path) -> None:
    file = lay(tmp_path, YEAR)
    ended = lbedu("targets", "lint", file.name, "--reporter", f"json:{file.name}", cwd=tmp_path)
    assert ended.code == 2
    assert file.read_text(encoding="utf-8") == YEAR


def test_several_reporters_at_once(tmp_path: Path) -> None:
    lay(tmp_path, YEAR.replace("clause: A.1", "clause: A.9"))
    ended = lbedu("targets", "lint", ".", "--reporter", "github", "--reporter", "json:out.json", cwd=tmp_path)
    assert ended.code == 1
    assert ended.out.startswith("::warning file=2030-2031.yaml,line=")
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [one["code"] for one in document["findings"]] == ["clause_order"]


def test_the_other_commands_refuse_with_the_same_findings(tmp_path: Path) -> None:
    text = YEAR.replace("share: school.insured", "share: school.insurde").replace("type: number", "type: nubmer")
    lay(tmp_path, text)
    (tmp_path / "reports").mkdir()
    ended = lbedu("check", "reports", "--targets", "2030-2031.yaml", "--year", "2030-2031", cwd=tmp_path)
    errors = [one for one in lint([tmp_path / "2030-2031.yaml"]).findings if one.severity == "error"]
    assert (ended.code, ended.out) == (2, "")
    places = re.findall(r"2030-2031\.yaml:(\d+):(\d+): ", ended.err)
    assert places == [(str(one.mistake.line), str(one.mistake.column)) for one in errors]
    assert len(places) == 2


def test_the_text_marks_the_place(linted: Linted) -> None:
    text = as_text.render(linted, "vi")
    lines = text.split("\n")
    marks = [i for i, line in enumerate(lines) if re.fullmatch(r" +\| +\^+", line)]
    assert len(marks) == len(linted.findings) > 8
    for mark, one in zip(marks, linted.findings, strict=True):
        start, end = lines[mark].index("^"), lines[mark].rindex("^") + 1
        offset = lines[mark - 1].index("|") + 2
        assert start - offset == one.mistake.column - 1
        assert not one.mistake.end or end - offset == one.mistake.end - 1
    assert "có phải ý bạn là `count`?" in text


@pytest.mark.parametrize(
    ("line", "column", "end"),
    [
        ("x" * 5000 + "y" + "x" * 5000, 5001, 5002),
        ("\ta: \x1b[31m\u202eb", 5, 8),
        ("漢字: y", 5, 6),
        ("e\u0301: y", 5, 6),
    ],
)
def test_any_line_can_be_shown(line: str, column: int, end: int, linted: Linted) -> None:
    found = linted.findings[0]
    found = found._replace(line=line, mistake=found.mistake._replace(column=column, end=end))
    shown, mark = as_text.render(Linted(("f",), (found,)), "en").split("\n")[1:3]
    assert len(shown) < 250
    assert shown.isprintable() or "\u0301" in shown
    assert "^" in mark
    if "y" in line:
        before = shown[: shown.rindex("y") if "漢" in line or "\u0301" in line else shown.index("y")]
        wide, combining = len(re.findall("[漢字]", before)), before.count("\u0301")
        assert mark.index("^") == len(before) + wide - combining


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_json_is_what_its_schema_says(linted: Linted, lang: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(as_json.render(linted, lang))  # type: ignore[arg-type]
    Draft202012Validator(SCHEMA).validate(document)
    assert document["exit_code"] == 2
    assert [one["code"] for one in document["findings"]] == [one.code for one in linted.findings]
    documented = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
    assert {*SCHEMA["properties"], *SCHEMA["$defs"]["finding"]["properties"]} <= documented


def test_annotations_are_escaped(linted: Linted) -> None:
    found = linted.findings[0]
    mistake = found.mistake._replace(facts=(("key", "a\nb"), ("found", "50%")))
    text = as_github.render(Linted(("f",), (found._replace(file="a:b,c%.yaml", mistake=mistake),)), "en")
    assert text.count("\n") == 1
    assert text.startswith("::error file=a%3Ab%2Cc%25.yaml,line=25,col=43,endColumn=48,title=not_one_of::a%0Ab: ")
    assert "50%25" in text


def test_same_files_same_bytes(linted: Linted) -> None:
    again = lint([SLIPS])
    for module in (as_text, as_json, as_github):
        assert module.render(again, "vi") == module.render(linted, "vi")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_code_is_explained(lang: str) -> None:
    from lbedu.explaining import explain_topic

    for code, kind in MISTAKES.items():
        text = explain_topic(code, None, None, lang)
        assert text.startswith(f"{code}: {kind.title[lang]}\n")
        assert kind.about[lang] in text
        assert not re.search(r"\{\w*\}", text)
    ended = lbedu("explain", "never_missed", "--lang", lang)
    assert (ended.code, ended.err) == (0, "")


def test_codes_of_mistakes_and_of_problems_are_not_the_same() -> None:
    assert not MISTAKES.keys() & CATALOGUE.keys()


def test_the_page_shows_the_codes_of_today() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text[text.index(MARK) + len(MARK) :] == codes(), "run `.venv/bin/python -m tests.linting.documented`"


def test_words_of_ours_are_said_in_vietnamese() -> None:
    """Every word that the code puts into a message has its Vietnamese one."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/lbedu").rglob("*.py"))
    whats = set(re.findall(r'what="([a-z ]+)"', source)) | set(
        re.findall(r'"((?:kind of unit|named unit|row|level|type|flag))"\)', source)
    )
    assert {"field", "code"} <= whats
    assert whats <= TERMS.keys()
    assert {what for what, _ in KINDS.values()} | {HEAD, ANYWHERE} <= TERMS.keys()
    assert set(OURS) == {"what", "expected", "found", "where", "clause"}
    assert said("unknown_name", {"what": "level", "name": "level"}, "vi") == "không có cấp học `level`"


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
NASTY = {
    "anchor bomb": BOMB.encode(),
    "deep": b"[" * 500_000,
    "long key": b"a" * 1_500_000 + b": 1",
    "many keys": b"".join(b"k%d: 1\n" % i for i in range(60_000)),
    "larger than a rule file": YEAR.encode() + b"#" * MAX_BYTES,
    "UTF-16": YEAR.encode("utf-16"),
    "Latin-1": "year: é".encode("latin-1"),
    "NUL": b"year: \x002030",
    "code": b"year: !!python/object/apply:os.system [touch owned]",
    "two documents": YEAR.encode() + b"\n---\n" + YEAR.encode(),
    "not composed": unicodedata.normalize("NFD", YEAR).encode(),
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_files_end_with_a_list(name: str, tmp_path: Path) -> None:
    (tmp_path / "2030-2031.yaml").write_bytes(NASTY[name])
    linted = lbedu("targets", "lint", "2030-2031.yaml", cwd=tmp_path)
    assert linted.code == (1 if name == "not composed" else 2)
    assert linted.err == ""
    assert re.search(r"^2030-2031\.yaml:\d+:\d+: \S", linted.out)
    assert len(linted.out) < 200_000
    assert not (tmp_path / "owned").exists()
    if name != "not composed":
        checked = lbedu("check", ".", "--targets", "2030-2031.yaml", "--year", "2030-2031", cwd=tmp_path)
        assert (checked.code, checked.out) == (2, "")
