/** What a report can be narrowed to beside stores: managing branches, owners, regions, categories and goods. */
export const headingKinds = ["branch", "franchisee", "region", "category", "sku"] as const;
export type HeadingKind = (typeof headingKinds)[number];

/** A category has no code of its own: its name stands in both. */
export type HeadingRef = { code: string; name: string };
