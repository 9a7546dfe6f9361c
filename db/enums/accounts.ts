/** Stored value lists of the domains `accounts` and `roles`; safe in the browser. */
export const accountKinds = ["super", "headquarters", "main", "staff"] as const;
export type AccountKind = (typeof accountKinds)[number];

export const accountStatuses = ["enabled", "disabled"] as const;
export type AccountStatus = (typeof accountStatuses)[number];

export const accountLimitKinds = ["region", "branch"] as const;
export type AccountLimitKind = (typeof accountLimitKinds)[number];

/** `browser` sessions travel in the next-auth cookie, `bearer` ones in the Authorization header of an API client. */
export const sessionKinds = ["browser", "bearer"] as const;

export const sessionEndings = [
  "log_out",
  "password_changed",
  "password_reset",
  "disabled",
  "deleted",
  "signed_out",
  "refresh_reused",
] as const;
export type SessionEnding = (typeof sessionEndings)[number];

export const loginOutcomes = [
  "succeeded",
  "unknown_account",
  "wrong_password",
  "disabled",
  "throttled",
] as const;
export type LoginOutcome = (typeof loginOutcomes)[number];
