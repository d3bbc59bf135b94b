"""YAML to plain data, safely and with positions: the only door to PyYAML.

Stricter than YAML 1.1, so that nothing surprises: only `true`/`false` are answers, only plain decimal integers are numbers
(`86.9`, `058`, `1e3`, `12:30` stay text), no tags, no anchors, no merge keys, no key twice.
"""

from __future__ import annotations

import re
from typing import Any

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


class Document:
    """Plain data with the position of everything in it."""

    def __init__(self, text: str) -> None:
        self.mistakes: list[Mistake] = []
        self._root: Node | None = None
        self._seen: set[int] = set()
        try:
            self._root = _Composer(text).get_single_node()
            self.data = self._plain(self._root) if self._root is not None else None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self.mistakes.append(Mistake(line, column, f"not valid YAML: {error.problem or error.context}"))
        except yaml.YAMLError as error:
            self.mistakes.append(Mistake(1, 1, f"not valid YAML: {error}"))
        except RecursionError:
            self.mistakes.append(Mistake(1, 1, "nested too deeply"))

    def _fault(self, node: Node, message: str) -> None:
        self.mistakes.append(Mistake(node.start_mark.line + 1, node.start_mark.column + 1, message))

    def _plain(self, node: Node) -> Any:
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if node.tag != _PLAIN:
            self._fault(node, "tags (`!…`) are not allowed")
        if id(node) in self._seen:
            self._fault(node, "anchors and aliases (`&`, `*`) are not allowed: write it out")
            return None
        self._seen.add(id(node))
        if not isinstance(node, MappingNode):
            return tuple(self._plain(item) for item in node.value)
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if key is None:
                self._fault(key_node, "a key is a word")
            elif key in found:
                self._fault(key_node, f"`{key}` stands twice")
            elif key == "<<":
                self._fault(key_node, "merge keys (`<<`) are not allowed: write it out")
            found[key] = self._plain(value_node)
        return found

    def _scalar(self, node: ScalarNode) -> Any:
        value: str = node.value
        if node.tag != _PLAIN:
            self._fault(node, "tags (`!…`) are not allowed")
        if node.style:  # quoted or block: text as it stands
            return value
        if _INTEGER.fullmatch(value):
            return int(value)
        if value in ("true", "false"):
            return value == "true"
        return None if value in ("", "~", "null") else value

    def place(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Line and column (from 1) of what stands at a path; of the nearest thing above it where the path leads nowhere."""
        node, mark = self._root, self._root.start_mark if self._root else None
        for step in path:
            found: Node | None = None
            if isinstance(node, MappingNode):
                for key_node, value_node in node.value:
                    if key_node.value == step:
                        found, mark = value_node, key_node.start_mark
            elif (
                node is not None
                and isinstance(step, int)
                and not isinstance(node, ScalarNode)
                and step < len(node.value)
            ):
                found = node.value[step]
                mark = found.start_mark
            if found is not None:  # steps that are no keys (names of alternatives) are passed over
                node = found
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)
