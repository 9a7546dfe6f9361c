import { expect, test } from "vitest";
import { accountStatements } from "../../scripts/bootstrap/mariadb-accounts.mjs";

const sql = accountStatements({ databaseOwnerPassword: "owner-word", databaseAppPassword: "app-word" });

test("the application's account gets no right here: migrations grant them table by table", () => {
  const grants = sql.split("\n").filter((line) => line.startsWith("GRANT"));
  expect(grants).toHaveLength(2);
  for (const grant of grants) expect(grant).toContain("TO 'mp_owner'@");
});

test("the owner's rights end at our own databases: the underscore is no wildcard", () => {
  expect(sql).toContain("ON `merchant\\_platform%`.*");
  expect(sql).not.toContain("ON *.*");
});

test("an account that exists keeps its rights and gets the password of today", () => {
  expect(sql).not.toContain("OR REPLACE");
  expect(sql).toContain("CREATE USER IF NOT EXISTS 'mp_app'@'127.0.0.1'");
  expect(sql).toContain("ALTER USER 'mp_app'@'127.0.0.1' IDENTIFIED BY 'app-word'");
});
