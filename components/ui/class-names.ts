import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins classes; of two that set the same property the later one wins. */
export function cn(...parts: ClassValue[]): string {
  return twMerge(clsx(parts));
}
