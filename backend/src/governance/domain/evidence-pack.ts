import type { ModelDetail, ModelMonitoring, Proportion, RuleVersion } from '@firstread/contract';
import { IMPLEMENTATION_VERSION_NAME } from '../../dicom/index.js';
import { csvOf } from '../../platform/index.js';
import { hasResult, type MonitoredRun } from './monitoring.js';

/** A file of the pack. */
export interface EvidenceFile {
  path: string;
  text: string;
}

export interface EvidenceOfVersion {
  model: ModelDetail;
  /** Of the runs that are shown, and of those in shadow. */
  monitoring: Pick<Record<ModelMonitoring['effect'], ModelMonitoring>, 'shown' | 'shadow'>;
  /** Results of the same days that readers were shown. */
  shown: readonly MonitoredRun[];
}

export interface EvidenceInput {
  site: string;
  madeBy: string;
  madeAt: Date;
  /** Of the monitoring. */
  days: number;
  versions: readonly EvidenceOfVersion[];
  rules: readonly RuleVersion[];
}

const INVENTORY = [
  'model',
  'version',
  'name',
  'manufacturer',
  'intended use',
  'presentation class',
  'eligible studies',
  'door',
  'sha256',
  'stage',
  'since',
  'reason',
  'verification',
  'submitted by',
  'submitted at',
] as const;

/**
 * What a department keeps of its AI and shows to who asks, after the criteria of ACR Recognized Center for Healthcare-AI
 * (ARCH-AI): inventory with versions, acceptance tests here, monitoring, and stop rules that were declared before. Every
 * version that was ever submitted is in it, also those that were taken back.
 */
export function evidenceFiles(input: EvidenceInput): EvidenceFile[] {
  const { versions, rules } = input;
  return [
    { path: 'README.md', text: readme(input) },
    {
      path: 'inventory.csv',
      text: csvOf(
        INVENTORY,
        versions.map(({ model }) => inventoryLine(model)),
      ),
    },
    { path: 'life-cycle.csv', text: csvOf(LIFE_CYCLE, versions.flatMap(lifeCycle)) },
    { path: 'validation.csv', text: csvOf(VALIDATION, versions.flatMap(validation)) },
    { path: 'monitoring.csv', text: csvOf(MONITORING, versions.flatMap(monitoring)) },
    { path: 'concordance.csv', text: csvOf(CONCORDANCE, versions.flatMap(concordance)) },
    { path: 'stop-rules.csv', text: csvOf(STOP_RULES, versions.flatMap(stopRules)) },
    { path: 'reading-rules.json', text: json(rules) },
    ...versions.flatMap(filesOfVersion),
  ];
}

function inventoryLine(model: ModelDetail): string[] {
  return [
    model.id,
    model.version,
    model.name,
    model.manufacturer,
    model.intendedUse,
    model.presentationClass,
    model.eligibility,
    model.door,
    model.sha256,
    model.stage,
    model.stageSince,
    model.stageReason,
    model.verification,
    model.submittedBy,
    model.submittedAt,
  ];
}

const LIFE_CYCLE = ['model', 'version', 'at', 'from', 'to', 'by', 'role', 'reason'] as const;

function lifeCycle({ model }: EvidenceOfVersion): (string | null)[][] {
  return model.history.map(({ at, from, to, by, role, reason }) => [
    model.id,
    model.version,
    at,
    from,
    to,
    by,
    role,
    reason,
  ]);
}

const PROPORTION = ['of', 'value', 'low (95 %)', 'high (95 %)'] as const;

function proportion({ of, value, interval95 }: Proportion): (number | null)[] {
  return [of, value, interval95?.[0] ?? null, interval95?.[1] ?? null];
}

const named = (name: string): string[] => PROPORTION.map((part) => `${name}: ${part}`);

const VALIDATION = [
  'model',
  'version',
  'cohort',
  'state',
  'finished',
  'group',
  'studies',
  'true positive',
  'false positive',
  'true negative',
  'false negative',
  'no result',
  ...named('sensitivity'),
  ...named('specificity'),
  ...named('PPV'),
] as const;

function validation({ model }: EvidenceOfVersion): unknown[][] {
  return model.validations.flatMap(({ cohortName, state, finishedAt, groups }) =>
    groups.map((group) => [
      model.id,
      model.version,
      cohortName,
      state,
      finishedAt,
      group.by === 'all' ? 'all' : `${group.by}: ${group.name}`,
      group.studies,
      group.truePositive,
      group.falsePositive,
      group.trueNegative,
      group.falseNegative,
      group.noResult,
      ...proportion(group.sensitivity),
      ...proportion(group.specificity),
      ...proportion(group.ppv),
    ]),
  );
}

const MONITORING = [
  'model',
  'version',
  'results',
  'from',
  'until',
  'group',
  'runs',
  ...named('flag rate'),
  ...named('without a result'),
  'PSI of scores',
] as const;

function monitoring({ model, monitoring: both }: EvidenceOfVersion): unknown[][] {
  return Object.values(both).flatMap(({ effect, since, until, groups }) =>
    groups.map((group) => [
      model.id,
      model.version,
      effect,
      since,
      until,
      group.by === 'all' ? 'all' : `${group.by}: ${group.name}`,
      group.runs,
      ...proportion(group.flagRate),
      ...proportion(group.rejectRate),
      group.psi,
    ]),
  );
}

const CONCORDANCE = [
  ...(['model', 'version', 'day', 'site', 'scanner', 'result', 'score'] as const),
  ...(['readers say', 'concordance'] as const),
] as const;

/** A line for each result that readers were shown, in no order of studies, as registries of AI take them. */
function concordance({ model, shown }: EvidenceOfVersion): unknown[][] {
  const lines = shown.map((run) => [
    ...[model.id, model.version, run.day, run.site, run.scanner],
    ...[run.state, run.score, run.verdict, agreement(run)],
  ]);
  return lines.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** Null where readers said nothing, or nothing certain, or where there was nothing to agree with. */
function agreement(run: MonitoredRun): 'concordant' | 'discordant' | null {
  const { state, verdict } = run;
  if (!hasResult(run) || verdict === null || verdict === 'uncertain') return null;
  return (state === 'flagged') === (verdict === 'present') ? 'concordant' : 'discordant';
}

const STOP_RULES = ['model', 'version', 'rule', 'state now', 'in words'] as const;

function stopRules({ model, monitoring: { shown } }: EvidenceOfVersion): string[][] {
  return shown.stopRules.map(({ rule, state, text }) => [model.id, model.version, rule, state, text]);
}

function filesOfVersion({ model, monitoring: both }: EvidenceOfVersion): EvidenceFile[] {
  const folder = `models/${model.id}/${model.version}`;
  const { manifest, card, report, gates } = model;
  return [
    { path: `${folder}/manifest.json`, text: json(manifest) },
    ...(card === null ? [] : [{ path: `${folder}/model-card.md`, text: card }]),
    { path: `${folder}/verification.json`, text: json(report) },
    { path: `${folder}/gates.json`, text: json(gates) },
    { path: `${folder}/monitoring-shown.json`, text: json(both.shown) },
    { path: `${folder}/monitoring-shadow.json`, text: json(both.shadow) },
  ];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readme({ site, madeBy, madeAt, days, versions }: EvidenceInput): string {
  return `# Evidence of the use of AI

${site}, ${IMPLEMENTATION_VERSION_NAME}. Made ${madeAt.toISOString()} by ${madeBy}. Firstread is not a medical device.

It holds counts, rates, texts and lines of single results by their day, and no patient and no study. The list \`SHA256SUMS\` tells whether a file was changed since.

| criterion | where |
| --- | --- |
| Inventory with versions and intended use (${versions.length} versions, also those no longer in use) | \`inventory.csv\`, \`models/*/*/manifest.json\`, \`model-card.md\` |
| Acceptance test: each package verified, and validated on labelled studies of this installation | \`models/*/*/verification.json\`, \`validation.csv\` |
| Who took it to readers, when, why, and through which gates | \`life-cycle.csv\`, \`models/*/*/gates.json\` |
| Monitoring of the last ${days} days: use, drift, agreement with readers, by site and scanner | \`monitoring.csv\`, \`models/*/*/monitoring-*.json\` |
| Agreement of single results with readers, in the shape that registries such as ACR Assess-AI ask for | \`concordance.csv\` |
| Stop rules, declared in the manifest before use, and their state | \`stop-rules.csv\` |
| How results change the reading order | \`reading-rules.json\` |

Proportions have intervals of 95 % by Wilson. Sensitivity and specificity of the monitoring are of the studies that readers judged.

Not in it, for Firstread does not keep it: who sits in the group that governs AI, training of users, contracts and risk
assessments, and membership in a registry such as ACR Assess-AI.
`;
}
