import type { Audit } from "@/lib/core/audit";
import { type ApplyOutcome, countOutcome } from "./model";

/** One entry of the operation log for a batch of master rows, none where nothing changed. */
export function recordOutcome(audit: Audit, subjectType: string, outcome: ApplyOutcome): void {
  const touched = [...outcome.created, ...outcome.changed];
  const [first] = touched;
  if (first === undefined) {
    audit.none("the batch changed nothing");
    return;
  }
  audit.record({
    action: `masterdata.${subjectType}s_applied`,
    subjectType,
    subjectKey: touched.length === 1 ? first : `${first} +${touched.length - 1}`,
    after: { counts: countOutcome(outcome), created: outcome.created, changed: outcome.changed },
  });
}
