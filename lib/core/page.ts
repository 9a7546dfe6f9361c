import { z } from "zod";

/** Shapes of a list: what a caller may ask for and what every list answers. */
export const pageSizeMax = 200;

export const PageInput = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(pageSizeMax).default(50),
};

export type Page<T> = { items: T[]; total: number; page: number; pageSize: number };

export function offsetOf(input: { page: number; pageSize: number }): number {
  return (input.page - 1) * input.pageSize;
}

/** Search params and query strings carry lists comma separated; an empty text is no list. */
export function commaList(item: z.ZodType<string, string>, max: number) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((value) =>
      (Array.isArray(value) ? value : value.split(","))
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(z.array(item).max(max))
    .transform((values) => [...new Set(values)])
    .optional();
}
