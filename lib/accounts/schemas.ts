import { z } from "zod";
import { accountKinds } from "@/db/enums/accounts";
import { merchantKinds } from "@/db/enums/masterdata";

/** NIST SP 800-63B-4: at least 15 characters would be asked where a password stands alone; with throttling 10 are. */
export const passwordLengthMin = 10;
export const passwordLengthMax = 128;

/** Blanks in a phone number and the full-width digits of a Chinese keyboard are what people type; numbers and phones have none. */
const accountTyped = z
  .string()
  .max(64)
  .transform((text) => text.normalize("NFKC").replace(/[\s\p{Cf}]/gu, ""))
  .pipe(z.string().min(1, { error: "accounts.account_missing" }).max(64));

/** Log-in takes whatever was typed; a wrong shape is just a wrong password. */
export const LogInInput = z.strictObject({
  account: accountTyped,
  password: z.string().min(1, { error: "accounts.password_missing" }).max(256),
});
export type LogInInput = z.output<typeof LogInInput>;

export const RefreshTokenInput = z.strictObject({ refreshToken: z.string().min(20).max(200) });

export const ChangePasswordInput = z.strictObject({
  currentPassword: z.string().min(1, { error: "accounts.password_missing" }).max(256),
  newPassword: z
    .string()
    .min(passwordLengthMin, { error: "accounts.password_too_short" })
    .max(passwordLengthMax, { error: "accounts.password_too_long" }),
});
export type ChangePasswordInput = z.output<typeof ChangePasswordInput>;

export const CreateSuperAccountInput = z.strictObject({
  accountNumber: z
    .string()
    .max(32)
    .regex(/^[A-Za-z0-9_.-]+$/, { error: "accounts.number_invalid" }),
  realName: z.string().trim().min(1).max(60),
  /** Of head office, where there is none yet. */
  merchantName: z.string().trim().min(1).max(120).default("总部"),
});

export const OwnAccountAnswer = z.strictObject({
  accountNumber: z.string(),
  realName: z.string(),
  phone: z.string().nullable(),
  kind: z.enum(accountKinds),
  pid: z.number().int(),
  merchant: z.strictObject({ code: z.string(), name: z.string(), kind: z.enum(merchantKinds) }),
  roleName: z.string().nullable(),
  permissions: z.array(z.string()),
  mustChangePassword: z.boolean(),
  storeCount: z.number().int(),
  lastLoginAt: z.string().nullable(),
});

export const LogInAnswer = z.strictObject({
  token: z.string(),
  /** ISO 8601, one hour ahead. */
  expiresAt: z.string(),
  refreshToken: z.string(),
  account: OwnAccountAnswer,
});
