import type {
  CriticalCatalogue,
  CriticalFinding,
  CriticalLevel,
  CriticalSettingsChange,
} from '@firstread/contract';

type Settings = Omit<CriticalSettingsChange, 'expectedVersion'>;

function finding(
  code: string,
  label: string,
  level: CriticalLevel,
  snomed?: [string, string],
): CriticalFinding {
  const concept = snomed ? { scheme: 'SCT', value: snomed[0], meaning: snomed[1] } : null;
  return { code, label, level, minutes: null, concept };
}

/** As shipped, until a department enters its own: levels and times in the manner of the ACR's three categories. */
export const SHIPPED: Settings = {
  minutes: { red: 60, orange: 6 * 60, yellow: 72 * 60 },
  findings: [
    finding('intracranial-haemorrhage', 'Intracranial haemorrhage', 'red', ['50960005', 'Hemorrhage']),
    finding('large-vessel-occlusion', 'Acute large vessel occlusion', 'red'),
    finding('tension-pneumothorax', 'Tension pneumothorax', 'red', ['233645004', 'Tension pneumothorax']),
    finding('aortic-dissection', 'Acute aortic dissection or rupture', 'red', [
      '308546005',
      'Dissection of aorta',
    ]),
    finding('pulmonary-embolism-central', 'Central pulmonary embolism', 'red'),
    finding('free-air', 'Unexpected free intraperitoneal air', 'red', ['48661000', 'Pneumoperitoneum']),
    finding('bowel-ischaemia', 'Bowel ischaemia', 'red'),
    finding('spinal-cord-compression', 'Acute spinal cord compression', 'red'),
    finding('torsion', 'Ovarian or testicular torsion', 'red'),
    finding('active-bleeding', 'Active bleeding', 'red'),
    finding('misplaced-tube', 'Misplaced tube or line that endangers', 'red'),
    finding('pneumothorax', 'New pneumothorax', 'orange', ['36118008', 'Pneumothorax']),
    finding('pulmonary-embolism', 'Pulmonary embolism', 'orange', ['59282003', 'Pulmonary embolism']),
    finding('deep-vein-thrombosis', 'Deep vein thrombosis', 'orange', [
      '128053003',
      'Deep venous thrombosis',
    ]),
    finding('appendicitis', 'Acute appendicitis', 'orange'),
    finding('abscess', 'Abscess', 'orange'),
    finding('unstable-fracture', 'Unstable spinal fracture', 'orange'),
    finding('new-fracture', 'Fracture not known to the referrer', 'orange', [
      '125605004',
      'Fracture of bone',
    ]),
    finding('new-mass', 'New mass, suspicious of malignancy', 'yellow'),
    finding('lung-nodule', 'Lung nodule that needs follow-up', 'yellow', [
      '427359005',
      'Solitary nodule of lung',
    ]),
    finding('retained-object', 'Retained foreign object', 'yellow'),
  ],
  steps: {
    section: { percent: 50, targets: [] },
    onCall: { percent: 100, targets: [] },
    head: { percent: 150, targets: [] },
  },
};

/** How long the department gives itself: by the finding, otherwise by the level. */
export function minutesFor(
  { minutes, findings }: Pick<CriticalCatalogue, 'minutes' | 'findings'>,
  { findingCode, level }: { findingCode: string | null; level: CriticalLevel },
): number {
  const own = findings.find(({ code }) => code === findingCode);
  return own?.level === level && own.minutes !== null ? own.minutes : minutes[level];
}
