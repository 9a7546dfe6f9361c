/** Key of a figure → what it means, from the verb that lists the definitions. */
export type Definitions = Readonly<Record<string, string>>;
