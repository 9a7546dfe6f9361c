import { expect, test } from "vitest";
import { logOut } from "@/lib/accounts/log-out";
import { actorOf, deedsOn, mintMain, openSession, sessionRow, stranger } from "./people";

test("logging out ends this session only, and the operation log says so", async () => {
  const main = await mintMain();
  const [one, other] = [await openSession(main), await openSession(main)];
  await logOut(one.ctx, {});
  expect(await actorOf(one.ctx, one.sessionToken)).toBeNull();
  expect(await actorOf(other.ctx, other.sessionToken)).not.toBeNull();
  expect(await sessionRow(one.sessionToken)).toMatchObject({
    endedAt: one.ctx.clock.now(),
    ending: "log_out",
  });
  expect(await deedsOn("account", main.accountNumber)).toMatchObject([
    {
      action: "account.logged_out",
      actorType: "user",
      actorId: main.id,
      actorName: `王小明 (${main.accountNumber})`,
      address: one.ctx.origin.address,
      requestId: one.ctx.requestId,
    },
  ]);
});

test("an account whose first password is still to be changed may log out", async () => {
  const { ctx, sessionToken } = await openSession(await mintMain({ mustChangePassword: true }));
  await logOut(ctx, {});
  expect(await actorOf(ctx, sessionToken)).toBeNull();
});

test("whoever is not signed in cannot log out, and fields are not taken", async () => {
  await expect(logOut(stranger(), {})).rejects.toMatchObject({ kind: "unauthenticated" });
  const { ctx } = await openSession(await mintMain());
  await expect(logOut(ctx, { sessionId: 1 })).rejects.toMatchObject({ kind: "invalid" });
});
