import { expect, test } from "vitest";
import { isPermission, permissionNames, permissions } from "@/lib/core/permissions";

test("every right is named module.deed, once, and fits its column", () => {
  expect(permissionNames.size).toBe(permissions.length);
  expect(permissions.filter(({ name }) => !/^[a-z]+\.[a-zA-Z]+$/.test(name) || name.length > 64)).toEqual([]);
});

test("a name is a right only when it stands in the list", () => {
  expect(isPermission("stores.view")).toBe(true);
  for (const name of ["stores.View", "stores", "", "toString", "__proto__"])
    expect(isPermission(name)).toBe(false);
});
