"""A rule file as the rules of lint look at it, and how they say where something stands. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from lbedu.directive.directive import Directive, Target
from lbedu.directive.fault import Fault, Path
from lbedu.directive.model import RuleFile
from lbedu.directive.part import Part, fields_of, key_of
from lbedu.directive.yaml_text import Document


class LookedAt(NamedTuple):
    """One year: as it is written, as far as it could be read, and what its targets mean."""

    path: FilePath
    document: Document
    file: RuleFile
    targets: tuple[Target, ...]

    @property
    def directive(self) -> Directive:
        return Directive(self.file, self.targets, self.path.name, "")

    def placed(self) -> Iterator[tuple[Path, Target]]:
        """Every target that has a meaning, with its path."""
        paths = {
            id(spec): ("commitments", c, "targets", t)
            for c, commitment in enumerate(self.file.commitments)
            for t, spec in enumerate(commitment.targets)
        }
        for target in self.targets:
            yield paths[id(target.spec)], target


Rule = Callable[[LookedAt], Iterator[Fault]]


def parts_of(part: Any, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    """A part of the file and every part in it, with their paths."""
    if isinstance(part, Part):
        yield path, part
        for name in fields_of(type(part)):
            yield from parts_of(getattr(part, name), (*path, key_of(name)))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from parts_of(value, (*path, key))
    elif isinstance(part, tuple):
        for i, value in enumerate(part):
            yield from parts_of(value, (*path, i))
