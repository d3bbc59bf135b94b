// A plan (JSON) to a workbook, by exceljs: node exceljs.mjs plan.json out.xlsx
import { readFileSync } from "node:fs";
import ExcelJS from "exceljs";

const [source, target] = process.argv.slice(2);
const book = new ExcelJS.Workbook();
const made = {
  error: (value) => ({ error: value }),
  formula: (value) => ({ formula: "3+4", result: value }),
  unsaved: (value) => ({ formula: value }),
  date: (value) => new Date(`${value}Z`),
  datetime: (value) => new Date(`${value}Z`),
};
for (const plan of JSON.parse(readFileSync(source, "utf8")).sheets) {
  const sheet = book.addWorksheet(plan.name, { state: plan.hidden ? "hidden" : "visible" });
  for (const [row, column, kind, value, format] of plan.cells) {
    const cell = sheet.getCell(row, column);
    cell.value = (made[kind] ?? ((plain) => plain))(value);
    if (format !== "General") cell.numFmt = format;
  }
  for (const range of plan.merges) sheet.mergeCells(...range);
  for (const row of plan.hiddenRows ?? []) sheet.getRow(row).hidden = true;
  for (const column of plan.hiddenColumns ?? []) sheet.getColumn(column).hidden = true;
}
await book.xlsx.writeFile(target);
