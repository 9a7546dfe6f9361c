import { nodeVersionProblem } from "./bootstrap/node-version.mjs";

const problem = nodeVersionProblem(process.versions.node);
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

// Imported only now: an older Node might not even read the rest.
const { startPortal } = await import("./bootstrap/start-portal.mjs");
process.exit(await startPortal(process.env));
