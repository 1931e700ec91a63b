/** How an algorithm is named in the objects made of its results. */
import { codeItem, dcm, type CodedConcept } from './concepts.js';
import type { Attributes } from './dataset.js';
import { uidFrom } from './uid.js';

/** One version of one model. Any change of it, retraining included, must change `version` or `digest`. */
export interface AlgorithmIdentity {
  /** Name within this installation, e.g. `head-ct-hyperdensity`. */
  id: string;
  version: string;
  /** Name for people, 64 characters at most. */
  name: string;
  manufacturer: string;
  /** SHA-256 of the model file, 64 hexadecimal digits; written as serial number. */
  digest: string;
  /** Kind of algorithm; PS3.16 123110 "Artificial Intelligence" where left out. */
  family?: CodedConcept;
}

/** Date (YYYYMMDD) and time (HHMMSS) of an object's making. */
export interface DicomMoment {
  date: string;
  time: string;
}

const ARTIFICIAL_INTELLIGENCE = dcm('123110', 'Artificial Intelligence');
const PROCESSING_EQUIPMENT = dcm('109102', 'Processing Equipment');

/** Said in the content and in the descriptions of every object we make of a model's results. */
export const NOT_FOR_CLINICAL_USE = 'Not for clinical use';

/**
 * An instant as DICOM date and time in the zone of `timezoneOffsetFromUtc` (0008,0201, `&ZZXX`), the one of the
 * study the object belongs to; UTC where the study states none.
 */
export function dicomMoment(instant: Date, timezoneOffsetFromUtc?: string): DicomMoment {
  const zone = /^([+-])(\d{2})(\d{2})$/.exec(timezoneOffsetFromUtc ?? '+0000');
  if (zone === null)
    throw new TypeError(`"${timezoneOffsetFromUtc}" is not an offset from UTC of the form +HHMM`);
  const minutes = (Number(zone[2]) * 60 + Number(zone[3])) * (zone[1] === '-' ? -1 : 1);
  const digits = new Date(instant.getTime() + minutes * 60_000).toISOString().replace(/\D/g, '');
  return { date: digits.slice(0, 8), time: digits.slice(8, 14) };
}

/** UID of the algorithm as a device: one per model, version and model file (IHE AIR: new when retrained). */
export function deviceUid(algorithm: AlgorithmIdentity): string {
  return uidFrom('firstread/device', algorithm.id, algorithm.version, algorithm.digest);
}

/** General and Enhanced General Equipment Module (PS3.3 C.7.5.1, C.7.5.2). */
export function equipmentModule(algorithm: AlgorithmIdentity): Attributes {
  return {
    Manufacturer: algorithm.manufacturer,
    ManufacturerModelName: algorithm.name,
    DeviceSerialNumber: algorithm.digest,
    SoftwareVersions: algorithm.version,
  };
}

/** Contributing Equipment Sequence (PS3.3 C.12.1) that names the algorithm as a device of its own. */
export function contributingEquipment(algorithm: AlgorithmIdentity, created: DicomMoment): Attributes {
  return {
    ContributingEquipmentSequence: [
      {
        PurposeOfReferenceCodeSequence: [codeItem(PROCESSING_EQUIPMENT)],
        ...equipmentModule(algorithm),
        DeviceUID: deviceUid(algorithm),
        ContributionDateTime: created.date + created.time,
        ContributionDescription: `${algorithm.id} ${algorithm.version}. ${NOT_FOR_CLINICAL_USE}.`,
      },
    ],
  };
}

/** Item of the Segmentation Algorithm Identification Sequence (PS3.3 table 10-19). */
export function algorithmIdentificationItem(algorithm: AlgorithmIdentity): Attributes {
  return {
    AlgorithmFamilyCodeSequence: [codeItem(algorithm.family ?? ARTIFICIAL_INTELLIGENCE)],
    AlgorithmName: algorithm.name,
    AlgorithmVersion: algorithm.version,
    AlgorithmSource: algorithm.manufacturer,
  };
}
