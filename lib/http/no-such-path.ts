import { AppError } from "@/lib/core/errors";

/** What an address answers at which there is nothing. */
export async function noSuchPath(): Promise<never> {
  throw new AppError("not_found", "common.no_such_path");
}
