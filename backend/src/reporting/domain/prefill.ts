import type { AiResult, Finding, ReportInsertion } from '@firstread/contract';
import type { ShownFlag } from './checks.js';

/** Measurements that models of the class `reportPrefill` offer; nothing of a result that is not of these images. */
export function prefillsOf(results: readonly AiResult[]): ReportInsertion[] {
  return results
    .filter(({ presentationClass, state, stale }) => {
      const evaluated = state === 'flagged' || state === 'notFlagged';
      return presentationClass === 'reportPrefill' && evaluated && !stale;
    })
    .flatMap((result) => result.findings.flatMap((finding) => prefillOf(result, finding)));
}

function prefillOf(
  { runId, modelId, modelName, modelVersion }: AiResult,
  finding: Finding,
): ReportInsertion[] {
  const { quantity, concept } = finding;
  if (quantity === null) return [];
  // The number of the result, which its SR has too.
  const { value, unit } = quantity;
  const label = concept.meaning;
  const text = `${label}: ${value} ${unit} (AI: ${modelName} ${modelVersion})`;
  return [{ runId, label, value, unit, modelId, modelName, modelVersion, text }];
}

/** What the models flag that readers are shown. */
export function flagsOf(results: readonly AiResult[]): ShownFlag[] {
  return results
    .filter(({ state }) => state === 'flagged')
    .flatMap(({ runId, modelName, modelVersion, assessments, findings }) =>
      findings
        .filter(({ flagged }) => flagged)
        .map(({ label, concept }) => ({
          runId,
          modelName,
          modelVersion,
          label,
          meaning: concept.meaning,
          judged: assessments.some(({ finding }) => finding === label || finding === null),
        })),
    );
}
