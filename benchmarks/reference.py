"""The least that a program with these libraries costs: imports, the year's rule file parsed, an empty table shown."""

from __future__ import annotations

import sys
from pathlib import Path

import typer
import yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

__all__ = ["BaseModel", "typer"]  # imported and no more: what they cost when used is not held against anybody

with Path(sys.argv[1]).open("rb") as stream:
    yaml.load(stream, Loader=yaml.CSafeLoader)
Console().print(Table("Target"))
