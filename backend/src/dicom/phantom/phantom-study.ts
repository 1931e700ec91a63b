/** What every phantom says of itself: it is synthetic, it is named PHANTOM, it is nobody. */
import type { DicomMoment } from '../encode/algorithm.js';
import { codeItem, sct } from '../encode/concepts.js';
import type { Attributes } from '../encode/dataset.js';
import type { InstanceReference } from '../encode/source.js';
import { uidFrom } from '../encode/uid.js';

export interface PhantomIdentity {
  /** All UIDs and the noise follow from it. */
  seed: string;
  /** Given name of the phantom, capital letters and digits: `PHANTOM^<name>`, ID `PHANTOM-<name>`. */
  name: string;
  /** When the study was "made"; YYYYMMDD and HHMMSS. */
  acquired: DicomMoment;
  /** 16 characters at most. */
  accessionNumber?: string;
  /** Requested Procedure Priority: STAT, HIGH, ROUTINE, MEDIUM or LOW. */
  requestedPriority?: string;
}

export interface PhantomInstance extends InstanceReference {
  /** The file (PS3.10). */
  bytes: Uint8Array;
}

/** In Patient and Image Comments. Synthetic Data (0008,001C) is newer than the validators in use and left out. */
export const SYNTHETIC = 'Synthetic phantom made by Firstread. No patient. Not for clinical use.';

/** UIDs of instance number `instance` (from 1) of the only series of a phantom study. */
export function phantomUids(
  seed: string,
  instance: number,
): Pick<InstanceReference, 'StudyInstanceUID' | 'SeriesInstanceUID' | 'SOPInstanceUID'> {
  return {
    StudyInstanceUID: uidFrom('firstread/phantom', seed, 'study'),
    SeriesInstanceUID: uidFrom('firstread/phantom', seed, 'series'),
    SOPInstanceUID: uidFrom('firstread/phantom', seed, 'instance', String(instance)),
  };
}

/** Patient, study, series, equipment and SOP Common attributes of one instance of a phantom study. */
export function phantomAttributes(
  identity: PhantomIdentity,
  instance: number,
  kind: { SOPClassUID: string; Modality: 'CT' | 'DX'; bodyPart: 'HEAD' | 'CHEST'; description: string },
): Attributes {
  const { seed, name, acquired } = identity;
  if (!/^[A-Z0-9]{1,48}$/.test(name))
    throw new TypeError(`"${name}": a phantom's name is capital letters and digits`);
  return {
    SOPClassUID: kind.SOPClassUID,
    ...phantomUids(seed, instance),
    InstanceCreationDate: acquired.date,
    InstanceCreationTime: acquired.time,
    PatientName: `PHANTOM^${name}`,
    PatientID: `PHANTOM-${name}`,
    PatientBirthDate: null,
    PatientSex: 'O',
    PatientComments: SYNTHETIC,
    StudyDate: acquired.date,
    StudyTime: acquired.time,
    SeriesDate: acquired.date,
    SeriesTime: acquired.time,
    AcquisitionDate: acquired.date,
    AcquisitionTime: acquired.time,
    ContentDate: acquired.date,
    ContentTime: acquired.time,
    AccessionNumber: identity.accessionNumber ?? null,
    ...(identity.requestedPriority ? { RequestedProcedurePriority: identity.requestedPriority } : {}),
    ReferringPhysicianName: null,
    StudyID: '1',
    StudyDescription: `PHANTOM ${kind.description}`,
    SeriesDescription: `PHANTOM ${kind.description}`,
    Modality: kind.Modality,
    SeriesNumber: 1,
    AcquisitionNumber: 1,
    InstanceNumber: instance,
    BodyPartExamined: kind.bodyPart,
    AnatomicRegionSequence: [
      codeItem(kind.bodyPart === 'HEAD' ? sct('69536005', 'Head') : sct('51185008', 'Chest')),
    ],
    Manufacturer: 'Firstread phantom generator',
    ManufacturerModelName: `${kind.bodyPart} phantom`,
    DeviceSerialNumber: '0',
    SoftwareVersions: '1',
    InstitutionName: 'PHANTOM',
    ImageComments: SYNTHETIC,
    BurnedInAnnotation: 'NO',
  };
}
