"""Whatever a text holds, a format for machines stays well-formed, shows the text, and nothing in it has an effect."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lbedu.linting import as_github as lint_github
from lbedu.linting import as_sarif as lint_sarif
from lbedu.linting.linter import lint
from lbedu.reporters import Style, as_csv_problems, as_github, as_junit, as_markdown, as_sarif
from lbedu.reporters.notation import comma_separated, junit_xml, markdown, sarif_log, workflow_commands
from lbedu.scorecard import Scorecard
from lbedu.wording import all_harmless
from tests.reporters.conftest import ROOT
from tests.reporters.hostile import hostile
from tests.reporters.machine_readers import command, junit_schema, rendered, sarif_schema, shown

UNSAFE = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]")
FRAGMENTS = [
    *(
        "]]>",
        "<![CDATA[",
        "<script>",
        "</testcase>",
        "&amp;",
        "&#0;",
        '"',
        "'",
        "<!--",
        "-->",
        "<b>",
        "[[ATTACHMENT|/etc/x]]",
    ),
    *("::error::", "::", "##[error]", "##[add-mask]x", "%0A::set-output name=a::b", "%25", "%", ",title=x", "file=y"),
    *(
        "|",
        "\\|",
        "\\",
        "`",
        "``",
        "*a*",
        "__b__",
        "~~c~~",
        "[x](http://y)",
        "![i](j)",
        "<http://a.b>",
        "www.a.vn",
        "http://a.vn",
    ),
    *(
        "a@b.vn",
        "@user",
        "#1",
        "!2",
        "&3",
        "$4",
        "$x$",
        ":smile:",
        "GH-5",
        "- ",
        "# ",
        "1. ",
        "> ",
        "---",
        "===",
        "[ ] ",
        "|-|",
    ),
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        ";=1",
        "\t=1",
        "＝1",
        "=cmd|' /C calc'!A0",
        "\x1b[31m",
        "\x9b31m",
        "\u202e",
        "\u2066",
    ),
    *(
        "\x00",
        "\n",
        "\r",
        "\r\n",
        "\u2028",
        "\x85",
        "\ufeff",
        "\u200b",
        "\ud800",
        "\udcff",
        "\uffff",
        "{0}",
        "{{",
        "}",
        "a" * 300,
    ),
]
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=6).map("".join)


TABLE = {"html", "head", "body", "table", "thead", "tbody", "tr", "th", "td", "span", "br"}


def said(text: str) -> str:
    """A text as a page shows it: in one line, without spaces at its ends."""
    return " ".join(all_harmless(text).split())


@given(TEXTS)
@example("##[set-output name=a]b")
@settings(max_examples=300, deadline=None)
def test_a_line_is_one_annotation_with_these_texts(text: str) -> None:
    lines = workflow_commands.annotation("error", text, (("file", text), ("title", text)))
    assert lines.endswith("\n")
    assert not re.search("[\n\r\x85\u2028]", lines[:-1])
    found = command(lines[:-1])
    assert found is not None
    shown_text = "\n".join(all_harmless(line) for line in text.split("\n"))
    assert (found.name, found.data) == ("error", shown_text)
    assert found.properties == ({"file": shown_text, "title": shown_text} if text else {})


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_junit_holds_the_text(name: str, text: str) -> None:
    failed = junit_xml.Case(name, name, "failure", "missed", text, [text, "more"])
    suite = junit_xml.Suite(name, ["failure", None], [failed, junit_xml.Case(text, text, lines=[text])], [("a", text)])
    written = "".join(junit_xml.written(name, [suite]))
    assert not UNSAFE.search(written)
    assert "[[ATTACHMENT" not in written
    junit_schema().validate(written)
    root = ElementTree.fromstring(written)
    plain = all_harmless(text).replace("[[", "[ [")
    assert [case.attrib["name"] for case in root.iter("testcase")][1] == plain
    failure = root.find(".//failure")
    assert failure is not None
    assert (failure.attrib["message"], failure.text) == (plain, f"{plain}\nmore")


@given(TEXTS)
@example("<&\"'>")
@settings(max_examples=100, deadline=None)
def test_junit_is_the_text_that_the_standard_library_writes(text: str) -> None:
    passed, told = junit_xml.Case("a", "b"), junit_xml.Case("a", text, lines=[text])
    skipped = junit_xml.Case("a", "b", "skipped", text, text)
    full = junit_xml.Suite(text, [None, None, "skipped"], [passed, told, skipped], [("f", text)])
    written = "".join(junit_xml.written(text, [full, junit_xml.Suite("empty", [], [])]))
    root = ElementTree.fromstring(written)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    assert written == f"{head}{ElementTree.tostring(root, encoding='unicode')}\n"
    ElementTree.indent(root)
    assert written == f"{head}{ElementTree.tostring(root, encoding='unicode')}\n"
    empty = "".join(junit_xml.written("none", []))
    assert empty == f'{head}<testsuites name="none" tests="0" failures="0" errors="0" time="0" />\n'


@given(st.lists(TEXTS, min_size=1, max_size=3))
@example(["|", "\\|", "\\\\|"])
@example(["www.a.vn", "http://a.vn x@y.vn", "mailto:a@b.vn"])
@settings(max_examples=400, deadline=None)
def test_a_row_of_markdown_shows_the_texts(texts: list[str]) -> None:
    page = rendered(markdown.table(["a"] * len(texts), [texts]))
    assert {element.tag for element in page.iter()} <= TABLE
    (row,) = page.iterfind(".//tbody/tr")
    assert [shown(cell) for cell in row] == ["\n".join(map(said, text.split("\n"))) for text in texts]


@given(TEXTS)
@example("# a")
@example("1. a")
@example("- [ ] a")
@example("a\n===")
@settings(max_examples=400, deadline=None)
def test_an_item_of_a_list_shows_the_text(text: str) -> None:
    page = rendered(f"## {markdown.plain(text)}\n\n{markdown.item(text)}{markdown.item('b')}")
    tags = [element.tag for element in page.iter() if element.tag != "span"]
    assert tags == ["html", "head", "body", "h2", "ul", "li", "li"]
    assert [shown(one) for one in page.iter("li")] == [said(text), "b"]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_what_forges_look_for_is_broken_up(text: str) -> None:
    """They look into the pieces of text between the elements of a page."""
    page = rendered(markdown.table(["a"], [[text]]))
    pieces = [piece for element in page.iter() for piece in (element.text or "", element.tail or "")]
    for piece in pieces:
        assert not re.search(r"@\w|[#!&][0-9]|\$\w|:[\w+-]+:|://|www\.\S|[~%^*]\w", piece), piece


@given(st.lists(TEXTS, min_size=2, max_size=4))
@example(["a;=1+1;b", "x"])
@example(["", '"-->'])
@settings(max_examples=300, deadline=None)
def test_csv_holds_the_texts_and_no_formula(texts: list[str]) -> None:
    written = "".join(comma_separated.table(["a"] * len(texts), [texts, texts]))
    assert not UNSAFE.search(written[1:])
    rows = list(csv.reader(io.StringIO(written[1:], newline=""), strict=True))
    assert [len(row) for row in rows] == [len(texts)] * 3
    for text, cell in zip(texts, rows[1], strict=True):
        assert re.sub(r"(^|[;\t])(\s*)'(?=[=+\-@＝＋－＠])", r"\1\2", cell) in (all_harmless(text), cell)
        assert cell.replace("'", "") == all_harmless(text).replace("'", "")
    for delimiter in (",", ";", "\t"):
        for line in written[1:].split("\r\n"):
            for cell in next(csv.reader([line], delimiter=delimiter), []):
                assert not re.match(r"\s*[=+\-@＝＋－＠]", cell), cell


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_sarif_holds_the_texts(name: str, text: str) -> None:
    rule = sarif_log.rule("a", text, text, text, "error")
    place = sarif_log.cell_location(name, text, "E1", f"{text}!E1")
    results = [sarif_log.result("a", "error", text, [place], [text])]
    log = "".join(sarif_log.log([rule], results, "vi", name, 3, {"b": text}))
    assert not UNSAFE.search(log)
    document = json.loads(log)
    assert not list(sarif_schema().iter_errors(document))
    (result,) = document["runs"][0]["results"]
    message = result["message"]["text"]
    assert not re.search(r"(?<!\\)\[[^\]]*\]\(", message)
    unescaped = message.replace("{{", "{").replace("}}", "}").replace("\\[", "[")
    lines = "\n".join(all_harmless(line) for line in text.split("\n"))
    assert unescaped == lines.replace("\\[", "[").replace("{{", "{").replace("}}", "}") or unescaped == lines


@pytest.mark.parametrize("name", ["district", "units", "listed"])
def test_no_reporter_lets_a_sign_through_that_a_terminal_obeys(name: str, request: pytest.FixtureRequest) -> None:
    card: Scorecard = hostile(request.getfixturevalue(name))
    for reporter in (as_junit, as_github, as_markdown, as_sarif, as_csv_problems):
        assert not UNSAFE.search(reporter.render(card, Style("vi"))), reporter


def test_a_rule_file_of_somebody_else_is_no_command(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("rules")
    rules = folder / "::error::##[group]a,b.yaml"
    text = (ROOT / "samples/rule-files/2030-2031.yaml").read_text(encoding="utf-8")
    rules.write_text(text.replace("cuont", '"::error::\\n::add-mask::%0A##[group]\\u202e"'), encoding="utf-8")
    linted = lint([rules])
    lines = lint_github.render(linted, "en").splitlines()
    assert len(lines) == len(linted.findings) > 3
    assert all((found := command(line)) and found.name in ("error", "warning") for line in lines)
    log = lint_sarif.render(linted, "vi")
    assert not list(sarif_schema().iter_errors(json.loads(log)))
    assert not UNSAFE.search(log)
