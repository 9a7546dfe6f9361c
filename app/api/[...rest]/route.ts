import { z } from "zod";
import { noSuchPath } from "@/lib/http/no-such-path";
import { route } from "@/lib/http/route";

/** Every address below /api at which nothing else stands answers in the form of the JSON APIs. */
export const GET = route({ caller: "public", answer: z.never(), run: noSuchPath });
export const POST = route({ caller: "public", answer: z.never(), run: noSuchPath });
export const PUT = route({ caller: "public", answer: z.never(), run: noSuchPath });
export const PATCH = route({ caller: "public", answer: z.never(), run: noSuchPath });
export const DELETE = route({ caller: "public", answer: z.never(), run: noSuchPath });
