import type { DicomJsonDataset } from '../../../dicom/index.js';
import type { InstanceOutcome, RefusalCode } from '../../domain/outcome.js';

/** Failure Reason (0008,1197) of PS3.18 table 10.5.3-2 and PS3.7 annex C. */
export const FAILURE_REASON: Readonly<Record<RefusalCode, number>> = {
  NOT_DICOM: 0xc000,
  CORRUPT: 0xc000,
  TRUNCATED: 0xc000,
  MISSING_UID: 0xc000,
  INVALID_UID: 0xc000,
  UNSUPPORTED_TRANSFER_SYNTAX: 0xc122,
  UID_COLLISION: 0x0111,
  PATIENT_MISMATCH: 0xc001,
  WRONG_STUDY: 0xa900,
  UNKNOWN_STUDY: 0xa900,
  TOO_LARGE: 0xa700,
};

/** Refusal in words, and "DUPLICATE", in a private block: the standard has no attributes for them. */
const PRIVATE_CREATOR = '00090010';
const PRIVATE_REASON = '00091001';
const PRIVATE_REMARK = '00091002';

/** 200 all stored, 202 some, 409 none (PS3.18 section 10.5.3.1). */
export function httpStatus(outcomes: readonly InstanceOutcome[]): 200 | 202 | 409 {
  const refused = outcomes.filter((outcome) => outcome.status === 'refused').length;
  if (outcomes.length > 0 && refused === 0) return 200;
  return refused === outcomes.length ? 409 : 202;
}

/** Store Instances Response Module (PS3.18 annex I.2) as DICOM JSON. */
export function storeResponse(outcomes: readonly InstanceOutcome[], base: string): DicomJsonDataset {
  const stored = outcomes.filter((outcome) => outcome.status !== 'refused');
  const named = outcomes.filter((outcome) => outcome.status === 'refused' && outcome.sopInstanceUid !== null);
  const others = outcomes.filter(
    (outcome) => outcome.status === 'refused' && outcome.sopInstanceUid === null,
  );
  const studies = new Set(stored.map((outcome) => outcome.studyInstanceUid));
  const [study] = studies;
  return {
    ...(studies.size === 1 && study ? { '00081190': { vr: 'UR', Value: [`${base}/studies/${study}`] } } : {}),
    ...sequence(
      '00081199',
      stored.map((outcome) => referenced(outcome, base)),
    ),
    ...sequence('00081198', named.map(failed)),
    ...sequence('0008119A', others.map(failed)),
  };
}

function referenced(outcome: InstanceOutcome, base: string): DicomJsonDataset {
  const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = outcome;
  const url = `${base}/studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${sopInstanceUid}`;
  const remark: DicomJsonDataset =
    outcome.status === 'duplicate'
      ? {
          [PRIVATE_CREATOR]: { vr: 'LO', Value: ['FIRSTREAD'] },
          [PRIVATE_REMARK]: { vr: 'CS', Value: ['DUPLICATE'] },
        }
      : {};
  return { ...identity(outcome), '00081190': { vr: 'UR', Value: [url] }, ...remark };
}

function failed(outcome: InstanceOutcome): DicomJsonDataset {
  if (outcome.status !== 'refused') return identity(outcome);
  return {
    ...identity(outcome),
    '00081197': { vr: 'US', Value: [FAILURE_REASON[outcome.code]] },
    [PRIVATE_CREATOR]: { vr: 'LO', Value: ['FIRSTREAD'] },
    [PRIVATE_REASON]: { vr: 'LT', Value: [`${outcome.code}: ${outcome.reason}`] },
  };
}

function identity(outcome: InstanceOutcome): DicomJsonDataset {
  return {
    ...(outcome.sopClassUid ? { '00081150': { vr: 'UI', Value: [outcome.sopClassUid] } } : {}),
    ...(outcome.sopInstanceUid ? { '00081155': { vr: 'UI', Value: [outcome.sopInstanceUid] } } : {}),
  };
}

function sequence(tag: string, items: DicomJsonDataset[]): DicomJsonDataset {
  return items.length > 0 ? { [tag]: { vr: 'SQ', Value: items } } : {};
}
