import { boolean, mysqlTable, primaryKey, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { code, id, lifecycle, ref } from "@/db/columns";
import { merchants } from "./masterdata";

/** A row is a role: a preset of head office (its merchant is head office) or a merchant's own. */
export const roles = mysqlTable(
  "roles",
  {
    id: id(),
    merchantId: ref("merchant_id")
      .notNull()
      .references(() => merchants.id),
    name: varchar("name", { length: 40 }).notNull(),
    /** A preset may be given by every merchant and changed by head office only. */
    isPreset: boolean("is_preset").notNull().default(false),
    ...lifecycle(),
  },
  (table) => [uniqueIndex("roles_merchant_id_name_uq").on(table.merchantId, table.name)],
);

/** A row mirrors an entry of lib/core/permissions.ts, or is a custom node that code does not check. */
export const permissions = mysqlTable("permissions", {
  name: code("name", 64).primaryKey(),
  permissionGroup: code("permission_group", 32).notNull(),
  isGrantable: boolean("is_grantable").notNull(),
  isCustom: boolean("is_custom").notNull().default(false),
});

/** A row puts a permission into a role. */
export const rolePermissions = mysqlTable(
  "role_permissions",
  {
    roleId: ref("role_id")
      .notNull()
      .references(() => roles.id),
    permission: code("permission", 64)
      .notNull()
      .references(() => permissions.name),
  },
  (table) => [primaryKey({ columns: [table.roleId, table.permission] })],
);
