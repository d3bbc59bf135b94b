// A plan (JSON) to a workbook, by SheetJS: node sheetjs.mjs plan.json out.xlsx (or .xls, .xlsb, .ods)
import { readFileSync, writeFileSync } from "node:fs";
import XLSX from "xlsx";

const [source, target] = process.argv.slice(2);
const ERRORS = { "#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2a, "#VALUE!": 0x0f };
const made = {
  error: (v) => ({ t: "e", v: ERRORS[v] }),
  formula: (v) => ({ t: "n", v, f: "3+4" }),
  bool: (v) => ({ t: "b", v }),
  int: (v) => ({ t: "n", v }),
  float: (v) => ({ t: "n", v }),
  str: (v) => ({ t: "s", v }),
  datetime: (v) => ({ t: "n", v: Date.parse(`${v}Z`) / 86400000 + 25569 }),
};
const book = XLSX.utils.book_new();
book.Workbook = { Sheets: [] };
for (const plan of JSON.parse(readFileSync(source, "utf8")).sheets) {
  const sheet = {};
  let rows = 0;
  let columns = 0;
  for (const [row, column, kind, value, format] of plan.cells) {
    const cell = made[kind](value);
    if (format !== "General") cell.z = format;
    sheet[XLSX.utils.encode_cell({ r: row - 1, c: column - 1 })] = cell;
    rows = Math.max(rows, row);
    columns = Math.max(columns, column);
  }
  sheet["!ref"] = `A1:${XLSX.utils.encode_cell({ r: rows - 1, c: columns - 1 })}`;
  sheet["!merges"] = plan.merges.map(([top, left, bottom, right]) => ({
    s: { r: top - 1, c: left - 1 },
    e: { r: bottom - 1, c: right - 1 },
  }));
  const hide = (numbers) => numbers.reduce((all, n) => ((all[n - 1] = { hidden: true }), all), []);
  if (plan.hiddenRows?.length) sheet["!rows"] = hide(plan.hiddenRows);
  if (plan.hiddenColumns?.length) sheet["!cols"] = hide(plan.hiddenColumns);
  XLSX.utils.book_append_sheet(book, sheet, plan.name);
  book.Workbook.Sheets.push({ Hidden: plan.hidden ? 1 : 0 });
}
const suffix = target.split(".").pop();
const bookType = suffix === "xls" ? "biff8" : suffix;
writeFileSync(target, XLSX.write(book, { type: "buffer", bookType, bookSST: true, compression: true }));
