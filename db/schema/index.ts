export * from "./accounts";
export * from "./catalog";
export * from "./core";
export * from "./days";
export * from "./masterdata";
export * from "./operation-log";
export * from "./orders";
export * from "./roles";
