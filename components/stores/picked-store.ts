/** What the picker hands out: enough to show a chip and to write a URL. */
export type PickedStore = { code: string; name: string };

/** A longer list would not fit into a link that people can share. */
export const pickedStoresMax = 500;
