import { sql } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import { tables } from "@/tests/structure/tables";
import { testDatabase } from "@/tests/support/database";

type ColumnFound = {
  tableName: string;
  name: string;
  type: string;
  isNullable: string;
  collation: string | null;
};

async function columnsFound(): Promise<ColumnFound[]> {
  const [rows] = await testDatabase().adminDb.execute(sql`
    select table_name as tableName, column_name as name, column_type as type, is_nullable as isNullable,
      collation_name as collation
    from information_schema.columns
    where table_schema = database() and table_name <> '__drizzle_migrations'`);
  return rows as unknown as ColumnFound[];
}

/** A column's type as the server tells it: widths of integers are shown, JSON is text with a check. */
function shown(type: string): string {
  const bare = type.replace(/\(\d+\)/, (width) =>
    /^(varchar|char|decimal|datetime)/.test(type) ? width : "",
  );
  if (/^json/.test(type)) return "longtext";
  if (/^boolean/.test(type)) return "tinyint";
  return bare.replace(/ character set .*/, "").trim();
}

const tableKey = (table: string, column: string) => `${table}.${column}`;

test("every column of the database has the type and nullability that the code expects, and there is no other", async () => {
  const found = await columnsFound();
  const inDatabase = found.map(({ tableName, name, type, isNullable }) => [
    tableKey(tableName, name),
    `${shown(type)}${isNullable === "YES" ? " null" : ""}`,
  ]);
  const inCode = tables.flatMap(({ table }) => {
    const { name, columns } = getTableConfig(table);
    return columns.map((column) => [
      tableKey(name, column.name),
      `${shown(column.getSQLType())}${column.notNull || column.primary ? "" : " null"}`,
    ]);
  });
  const sorted = (rows: string[][]) => Object.fromEntries(rows.sort());
  expect(Object.keys(sorted(inDatabase)).length).toBeGreaterThan(200);
  expect(sorted(inDatabase)).toEqual(sorted(inCode));
});

test("codes, numbers and hashes compare by their bytes, all other text by the one collation", async () => {
  const found = await columnsFound();
  const expected = new Map(
    tables.flatMap(({ table, name }) =>
      getTableConfig(table).columns.map((column) => {
        const type = column.getSQLType();
        return [
          tableKey(name, column.name),
          /collate (\w+)/.exec(type)?.[1] ?? "utf8mb4_unicode_ci",
        ] as const;
      }),
    ),
  );
  const wrong = found.filter(({ tableName, name, type, collation }) => {
    const isJson = type === "longtext";
    return collation !== null && !isJson && collation !== expected.get(tableKey(tableName, name));
  });
  expect(wrong).toEqual([]);
});

test("every index and unique key of the code is in the database, and there is no other", async () => {
  const [rows] = await testDatabase().adminDb.execute(sql`
    select table_name as tableName, index_name as name, min(non_unique) as nonUnique,
      group_concat(column_name order by seq_in_index) as columns
    from information_schema.statistics
    where table_schema = database() and table_name <> '__drizzle_migrations'
      and index_name not in (select constraint_name from information_schema.referential_constraints
        where constraint_schema = database())
    group by table_name, index_name`);
  const found = (
    rows as unknown as { tableName: string; name: string; nonUnique: number; columns: string }[]
  ).map(
    ({ tableName, name, nonUnique, columns }) => `${tableName} ${name} ${Number(nonUnique) === 0} ${columns}`,
  );
  const expected = tables.flatMap(({ table, name }) => keysOf(table).map((key) => `${name} ${key}`));
  expect(found.sort()).toEqual(expected.sort());
});

function keysOf(table: (typeof tables)[number]["table"]): string[] {
  const { columns, indexes, primaryKeys } = getTableConfig(table);
  const single = columns.filter((column) => column.primary).map((column) => `PRIMARY true ${column.name}`);
  const primary = primaryKeys.map((key) => `PRIMARY true ${key.columns.map((column) => column.name).join()}`);
  const others = indexes.map(({ config }) => {
    const names = config.columns.map((column) => ("name" in column ? column.name : "?"));
    return `${config.name} ${config.unique ?? false} ${names.join()}`;
  });
  return [...single, ...primary, ...others];
}
