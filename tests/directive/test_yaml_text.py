"""YAML without surprises: what a plain word means, where everything stands, and what is refused."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbedu.directive import yaml_text
from lbedu.directive.yaml_text import Document


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("58", 58), ("-5", -5), ("0", 0), ("true", True), ("false", False), ("", None), ("~", None), ("null", None),
        ("'58'", "58"), ('"true"', "true"), ("058", "058"), ("1e3", "1e3"), ("1_000", "1_000"), ("86.9", "86.9"),
        ("58%", "58%"), ("12:30", "12:30"), ("2022-05-31", "2022-05-31"), ("yes", "yes"), ("no", "no"), ("on", "on"),
        ("0x10", "0x10"), ("0o7", "0o7"), (".inf", ".inf"), ("True", "True"), ("NO", "NO"), ("+5", "+5"),
        ("9" * 30, "9" * 30),
    ],
)  # fmt: skip
def test_what_a_plain_word_means(text: str, value: Any) -> None:
    document = Document(f"a: {text}")
    assert document.mistakes == []
    assert document.data == {"a": value}
    assert type(document.data["a"]) is type(value)


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("a: 1\na: 2\n", 2, 1, "stands twice"),
        ("a: !!int 1\n", 1, 4, "tags"),
        ("a: !!python/object/apply:os.system [x]\n", 1, 4, "tags"),
        ("a: &x [1]\nb: *x\n", 1, 7, "anchors"),
        ("<<: {a: 1}\n", 1, 1, "merge keys"),
        ("a: [1\n", 2, 1, "not valid YAML"),
        ("a:\n\t- 1\n", 2, 1, "a tab stands here"),
        ("? [a]\n: 1\n", 1, 3, "a key is a word"),
    ],
)
def test_what_is_refused(text: str, line: int, column: int, part: str) -> None:
    mistakes = Document(text).mistakes
    assert any(part in mistake.message for mistake in mistakes)
    found = next(mistake for mistake in mistakes if part in mistake.message)
    assert found.line == line
    if part != "anchors":
        assert found.column == column


def test_an_anchor_bomb_is_refused_at_once() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    assert any("anchors" in mistake.message for mistake in Document(bomb).mistakes)


def test_deep_nesting_is_a_mistake_and_no_crash() -> None:
    for text in ("[" * 5000, "[" * 5000 + "]" * 5000, "{a: " * 3000):
        assert Document(text).mistakes


def test_places() -> None:
    document = Document("a:\n  - {b: 1, c: 2}\n  - d: 3\n")
    assert document.place(("a", 0, "c")) == (2, 12)
    assert document.place(("a", 1, "d")) == (3, 5)
    assert document.place(("a", 1, "nothing")) == (3, 5)
    assert document.place(("a", "field", 0)) == (2, 5)


@given(st.text(max_size=60))
def test_any_text_is_data_or_a_mistake(text: str) -> None:
    document = Document(text)
    assert document.mistakes or document.data is None or isinstance(document.data, (dict, tuple, str, int, bool))


@given(
    st.recursive(
        st.one_of(st.integers(-(10**9), 10**9), st.booleans()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_plain_data_comes_back(data: Any) -> None:
    import json

    def tupled(value: Any) -> Any:
        if isinstance(value, list):
            return tuple(tupled(one) for one in value)
        return {key: tupled(one) for key, one in value.items()} if isinstance(value, dict) else value

    assert Document(json.dumps({"x": data})).data == {"x": tupled(data)}


def test_without_libyaml_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    text = "a: [1, 'x', {b: true}]\nc: |\n  two\n  lines\n"
    with_it = Document(text)
    monkeypatch.setitem(sys.modules, "yaml.cyaml", None)
    try:
        pure = importlib.reload(yaml_text).Document(text)
    finally:
        monkeypatch.undo()
        importlib.reload(yaml_text)
    assert (pure.data, pure.mistakes) == (with_it.data, [])
