/** What a form's action answers; browser-safe. */
export type ActionState =
  | { status: "idle" }
  | { status: "ok" }
  | {
      status: "error";
      message: string;
      reason: string;
      requestId: string;
      fields: { path: string; message: string }[];
    };
