import type { AppLocale } from "./locales";
import type zhCN from "./messages/zh-CN.json";

declare module "next-intl" {
  interface AppConfig {
    Locale: AppLocale;
    Messages: typeof zhCN;
  }
}
