import { createServer } from "node:http";
import { createPool } from "mysql2/promise";
import { poolOptions } from "@/db/client";
import { replay, type Statement } from "./statements";

/** The yardstick of the HTTP figures: node:http and mysql2, the same statements, their rows as JSON. */
const statements: Statement[] = JSON.parse(process.env.BENCH_STATEMENTS ?? "[]");
const pool = createPool({ ...poolOptions(process.env.DATABASE_URL ?? ""), connectionLimit: 8 });

const server = createServer(async (_request, response) => {
  const connection = await pool.getConnection();
  try {
    const body = JSON.stringify(await replay(connection, statements));
    response.setHeader("content-type", "application/json");
    response.end(body);
  } finally {
    connection.release();
  }
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : null);
});
process.once("SIGTERM", () => server.close(() => void pool.end()));
