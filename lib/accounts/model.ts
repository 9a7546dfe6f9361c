import type { AccountKind } from "@/db/enums/accounts";
import type { MerchantRef } from "@/lib/masterdata/model";

/** View types of accounts; browser-safe. */
export type OwnAccount = {
  accountNumber: string;
  realName: string;
  phone: string | null;
  kind: AccountKind;
  /** Old client's field: 0 super, 1 main and head office, else the main account's id. */
  pid: number;
  merchant: MerchantRef;
  roleName: string | null;
  permissions: string[];
  mustChangePassword: boolean;
  /** How many stores are in scope now. */
  storeCount: number;
  lastLoginAt: string | null;
};

/** How long a session lasts, by kind of account: without a request, and in all. */
export const sessionLimits: Readonly<Record<AccountKind, { idleSeconds: number; absoluteSeconds: number }>> =
  {
    super: { idleSeconds: 8 * 3_600, absoluteSeconds: 24 * 3_600 },
    headquarters: { idleSeconds: 8 * 3_600, absoluteSeconds: 24 * 3_600 },
    main: { idleSeconds: 14 * 86_400, absoluteSeconds: 60 * 86_400 },
    staff: { idleSeconds: 14 * 86_400, absoluteSeconds: 60 * 86_400 },
  };

/** What a log-in came to; the door turns a failure into an answer that tells no more than this. */
export type LogInResult =
  | { outcome: "succeeded"; accountId: number; sessionToken: string; refreshToken: string | null }
  | { outcome: "failed"; reason: "accounts.log_in_failed" }
  | { outcome: "throttled"; retryAfterSeconds: number };
