import { expect, test } from "vitest";
import { nodeVersionProblem } from "../../scripts/bootstrap/node-version.mjs";

test.each(["20.19.0", "20.20.2", "22.0.0", "24.3.1"])("Node %s is recent enough", (version) => {
  expect(nodeVersionProblem(version)).toBeNull();
});

test.each(["16.20.2", "18.20.8", "20.18.3"])(
  "Node %s is refused in one sentence that names both versions",
  (version) => {
    const problem = nodeVersionProblem(version);
    expect(problem).toContain("20.19");
    expect(problem).toContain(version);
    expect(problem).not.toContain("\n");
  },
);
