"""What a program of this kind costs at the least: the same libraries, the year's rule file parsed, an empty table shown."""

from __future__ import annotations

import sys
from pathlib import Path

import typer
import yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table


class Row(BaseModel):
    """A model, so that pydantic is really there."""

    target: str


def main(rule_file: Path) -> None:
    """Parse with libyaml and print an empty table."""
    with rule_file.open("rb") as stream:
        yaml.load(stream, Loader=yaml.CSafeLoader)
    Console().print(Table(*Row.model_fields))


if __name__ == "__main__":
    sys.argv[0] = "reference"
    typer.run(main)
