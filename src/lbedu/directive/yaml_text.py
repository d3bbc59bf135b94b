"""YAML to plain data, safely and with positions: the only door to PyYAML.

Stricter than YAML 1.1, so that nothing surprises: only `true`/`false` are answers, only plain decimal integers are numbers
(`86.9`, `058`, `1e3`, `12:30` stay text), no tags, no anchors, no merge keys, no key twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from lbedu.errors import Mistake

MAX_BYTES = 2 * 1024 * 1024
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_PLAIN = "plain"

_Parser: Any
try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]  # not named in the stubs
except ImportError:  # PyYAML built without libyaml
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _PurePythonParser(Reader, Scanner, Parser, Composer):
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

    _Parser = _PurePythonParser


class _Composer(_Parser):  # type: ignore[misc]  # the two parsers share no typed parent
    """Nodes without tags: what a plain scalar means is decided here, not by YAML 1.1."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        return _PLAIN

    def descend_resolver(self, parent: object, index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


class Token(NamedTuple):
    """Where a word stands; `end` is the column behind it, 0 where it does not end in its line."""

    line: int
    column: int
    end: int = 0


class Document:
    """Plain data with the position of everything in it."""

    def __init__(self, text: str) -> None:
        self.mistakes: list[Mistake] = []
        self.whole = True
        """All that was written is in the data."""
        self.data: Any = None
        self._text = text
        self._root: Node | None = None
        self._seen: set[int] = set()
        self._by_key: dict[int, dict[Any, tuple[Node, Node]]] = {}
        try:
            self._root = _Composer(text).get_single_node()
            self.data = self._plain(self._root) if self._root is not None else None
        except yaml.MarkedYAMLError as error:
            self._broken(error.problem or str(error.context), error.problem_mark or error.context_mark)
        except yaml.YAMLError as error:
            self._broken(str(error), None)
        except RecursionError:
            self._mistake(Token(1, 1), "nested_too_deeply")

    def _broken(self, reason: str, mark: Any) -> None:
        token = Token(mark.line + 1, mark.column + 1) if mark else Token(1, 1)
        tab = mark is not None and self._text[mark.index : mark.index + 1] == "\t"
        if "nesting depth" in reason:
            self._mistake(token, "nested_too_deeply")
        elif tab:
            self._mistake(token, "yaml_tab")
        else:
            self._mistake(token, "yaml_syntax", reason=" ".join(reason.split()))

    def _mistake(self, at: Token, code: str, **facts: str) -> None:
        from lbedu.mistake_catalogue.catalogue import said

        self.whole = self.whole and code in ("yaml_tag", "key_twice")
        self.mistakes.append(
            Mistake(at.line, at.column, said(code, facts, "en"), code, tuple(facts.items()), end=at.end)
        )

    def _fault(self, node: Node, code: str, **facts: str) -> None:
        self._mistake(_token(node), code, **facts)

    def _plain(self, node: Node) -> Any:
        if id(node) in self._seen or self._text[node.start_mark.index : node.start_mark.index + 1] == "&":
            self._fault(node, "yaml_alias")
            return None
        self._seen.add(id(node))
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if node.tag != _PLAIN:
            self._fault(node, "yaml_tag")
        if not isinstance(node, MappingNode):
            return tuple(self._plain(item) for item in node.value)
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if key is None:
                self._fault(key_node, "key_no_word")
            elif key in found:
                self._fault(key_node, "key_twice", key=key)
            elif key == "<<":
                self._fault(key_node, "merge_key")
            found[key] = self._plain(value_node)
        return found

    def _scalar(self, node: ScalarNode) -> Any:
        value: str = node.value
        if node.tag != _PLAIN:
            self._fault(node, "yaml_tag")
        if node.style:  # quoted or block: text as it stands
            return value
        if _INTEGER.fullmatch(value):
            return int(value)
        if value in ("true", "false"):
            return value == "true"
        return None if value in ("", "~", "null") else value

    def place(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Line and column (from 1) of what stands at a path; of the nearest thing above it where the path leads nowhere."""
        at = self.token(path, on_key=True)
        return at.line, at.column

    def token(self, path: tuple[str | int, ...], on_key: bool) -> Token:
        """The key that a path leads to, or the value that stands there if it is one word; the nearest thing above it where
        the path leads nowhere. A list's entry, which has no key, is where it begins."""
        node = marked = self._root
        for step in path:
            found = label = None
            if isinstance(node, MappingNode):
                found, label = self._entries(node).get(step, (None, None))
            elif (
                node is not None
                and isinstance(step, int)
                and not isinstance(node, ScalarNode)
                and step < len(node.value)
            ):
                found = label = node.value[step]
            if found is not None:  # steps that are no keys (names of alternatives) are passed over
                node, marked = found, label
        if node is None or marked is None:
            return Token(1, 1)
        return _token(node if isinstance(node, ScalarNode) and not on_key and not _is_blank(node) else marked)

    def _entries(self, node: MappingNode) -> dict[Any, tuple[Node, Node]]:
        """The values and keys of a mapping by its words."""
        if id(node) not in self._by_key:
            pairs = ((key, value) for key, value in node.value if isinstance(key, ScalarNode))
            self._by_key[id(node)] = {key.value: (value, key) for key, value in pairs}
        return self._by_key[id(node)]

    def texts(self) -> Iterator[tuple[str, Token]]:
        """Every word and text of the file with its place, keys among them."""
        waiting = [self._root]
        seen: set[int] = set()
        while waiting:
            node = waiting.pop()
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, ScalarNode):
                yield node.value, _token(node)
            elif isinstance(node, MappingNode):
                waiting += [one for pair in reversed(node.value) for one in reversed(pair)]
            else:
                waiting += reversed(node.value)


def _is_blank(node: ScalarNode) -> bool:
    return bool(node.start_mark.index == node.end_mark.index)


def _token(node: Node) -> Token:
    start, end = node.start_mark, node.end_mark
    in_line = end.line == start.line and isinstance(node, ScalarNode)
    return Token(start.line + 1, start.column + 1, end.column + 1 if in_line else 0)
