import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  compress: true,
  // The tests are checked by `npm run types`; a build needs the product only.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  agentRules: false,
  // Native or large server libraries stay outside the bundle and are loaded by Node.
  serverExternalPackages: ["@node-rs/argon2", "mysql2", "ioredis", "bullmq", "pino", "pinyin-pro", "hucre"],
};

export default withNextIntl(config);
