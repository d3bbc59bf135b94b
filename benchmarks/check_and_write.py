"""What a summary costs at the least: `lbedu check`, pandas and openpyxl imported, so many plain cells written.

check_and_write.py CELLS FILE PATH...: the paths are checked, the cells written to the file."""

from __future__ import annotations

import sys
from pathlib import Path

from lbedu.cli import main

CELLS, FILE, PATHS = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
WIDTH = 12

sys.argv = ["lbedu", "check", *PATHS]
try:
    main()
except SystemExit as ended:
    code = ended.code

import openpyxl  # noqa: E402  # as the command does it: after the check
import pandas  # noqa: E402, F401

book = openpyxl.Workbook()
sheet = book.worksheets[0]
for start in range(0, CELLS, WIDTH):
    sheet.append([f"ô {n}" if n % 3 else n for n in range(start, min(start + WIDTH, CELLS))])
book.save(FILE)
sys.exit(code)
