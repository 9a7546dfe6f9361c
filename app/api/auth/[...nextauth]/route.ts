import { authRoute } from "@/lib/http/auth-route";

/** next-auth's own calls: csrf, session, log-in by the form, log-out. */
export { authRoute as GET, authRoute as POST };
