/** Names of one study, the same for the same seed. */
export interface StudyNames {
  studyId: string;
  studyUid: string;
  runId: string;
  alertId: string;
  criticalId: string;
  reportId: string;
  orderId: string;
}

/** Of what an id is. */
const PARTS = ['studyId', 'runId', 'alertId', 'criticalId', 'reportId', 'orderId'] as const;

/** Names of a study of a seed: those of another seed are others. */
export function namesOf(seed: number, at: number): StudyNames {
  const ids = Object.fromEntries(PARTS.map((part, kind) => [part, uuidOf(seed, kind, at)]));
  return { ...(ids as Omit<StudyNames, 'studyUid'>), studyUid: `${uidRootOf(seed)}.${at}` };
}

/** Below which the Study Instance UIDs of a seed lie; the number is that of a UUID of this generator alone. */
export function uidRootOf(seed: number): string {
  return `2.25.21193276150281700000000000.${seed}`;
}

/** As events name them. */
export function personOf(seed: number, person: number): string {
  return `person:${uuidOf(seed, 15, person)}`;
}

/** Version 8 (RFC 9562): bits of our own. */
function uuidOf(seed: number, kind: number, at: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `5f4e7e71-${hex(kind, 4)}-8000-8${hex(seed % 4096, 3)}-${hex(at, 12)}`;
}

/** The account of a person as events name them. */
export function accountOf(person: string): string {
  return person.slice('person:'.length);
}
