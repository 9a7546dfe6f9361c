import { nodeVersionProblem } from "./bootstrap/node-version.mjs";

const problem = nodeVersionProblem(process.versions.node);
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

// Imported only now: an older Node might not even read the rest.
const { runTests } = await import("./bootstrap/run-tests.mjs");
process.exit(await runTests(process.env, process.argv.slice(2)));
