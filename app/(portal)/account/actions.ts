"use server";

import { changePassword } from "@/lib/accounts/change-password";
import { type ActionState, action } from "@/lib/http/action";

const run = action(changePassword);

export async function changePasswordAction(previous: ActionState, form: FormData): Promise<ActionState> {
  return run(previous, form);
}
