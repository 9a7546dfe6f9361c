import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openRemarks, type Remark, remarkText } from "@/lib/imports/report";
import { fileOf } from "./files";

const remark: Remark = {
  line: 7,
  outcome: "refused",
  column: "Name",
  value: "=1+1",
  reason: "must be a name",
};

test("the report file has every remark, with formulas defused and long values cut", async () => {
  const path = fileOf("");
  const remarks = openRemarks(path);
  for (let line = 1; line <= 30; line += 1) remarks.add({ ...remark, line });
  remarks.add({ ...remark, line: 31, value: "x".repeat(500) });
  await remarks.close();
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  expect(lines[0]).toBe("\ufeffline,outcome,column,value,reason");
  expect(lines[1]).toBe("1,refused,Name,'=1+1,must be a name");
  expect(lines).toHaveLength(32);
  expect(lines[31]?.length).toBeLessThan(150);
  expect([remarks.count, remarks.shown.length]).toEqual([31, 20]);
});

test("a report that cannot be written is refused before anything begins", () => {
  expect(() => openRemarks("/nowhere/at/all.csv")).toThrow(
    "The report /nowhere/at/all.csv cannot be written (ENOENT).",
  );
});

test("on the screen a remark names line, column, value and reason", () => {
  expect(remarkText(remark)).toBe('line 7, Name "=1+1": refused, must be a name');
  expect(remarkText({ ...remark, column: "" })).toBe("line 7: refused, must be a name");
});
