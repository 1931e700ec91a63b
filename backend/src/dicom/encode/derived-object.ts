/** What every object made of a model's results has in common. */
import { NOT_FOR_CLINICAL_USE, contributingEquipment, equipmentModule } from './algorithm.js';
import type { AlgorithmIdentity, DicomMoment } from './algorithm.js';
import type { Attributes } from './dataset.js';
import { isValidUid, uidFrom } from './uid.js';

/** Identity of an object to be made. The same identity, input and moment give the same bytes. */
export interface DerivedObject {
  SOPInstanceUID: string;
  /** A series of its own: one for each object of a run, and one for all that is said of a run. */
  SeriesInstanceUID: string;
  SeriesNumber: number;
  /** 1 where left out. */
  InstanceNumber?: number;
  created: DicomMoment;
}

/** Every kind of object that a run may be written as. */
export const DERIVED_KINDS = [
  'SR',
  'SRsegment',
  'SRnoRoi',
  'SEG',
  'SEGfractional',
  'SEGlabelmap',
  'KOS',
  'SC',
] as const;
export type DerivedKind = (typeof DERIVED_KINDS)[number];

/**
 * UIDs of an object made in a run, from the key of the run (any text that is the same when the run is repeated on
 * the same images with the same model file, and only then).
 */
export function derivedObjectUids(
  runKey: string,
  kind: DerivedKind,
): Pick<DerivedObject, 'SOPInstanceUID' | 'SeriesInstanceUID'> {
  return {
    SOPInstanceUID: uidFrom('firstread/instance', kind, runKey),
    SeriesInstanceUID: uidFrom('firstread/series', kind, runKey),
  };
}

/** General Series, Equipment and the common parts of the SOP Common Module (PS3.3 C.7.3.1, C.7.5, C.12.1). */
export function derivedObjectAttributes(
  object: DerivedObject,
  algorithm: AlgorithmIdentity,
  kind: ObjectKind<'SR' | 'SEG' | 'KO' | 'OT'>,
): Attributes {
  return {
    ...objectAttributes(object, kind, notForClinicalUse(algorithm.name)),
    ...equipmentModule(algorithm),
    ...contributingEquipment(algorithm, object.created),
  };
}

export interface ObjectKind<M extends string> {
  Modality: M;
  SOPClassUID: string;
}

/** General Series and the common parts of the SOP Common Module of an object that we make, whatever of. */
export function objectAttributes(
  object: DerivedObject,
  kind: ObjectKind<string>,
  description: string,
): Attributes {
  for (const uid of [object.SOPInstanceUID, object.SeriesInstanceUID]) {
    if (!isValidUid(uid)) throw new TypeError(`"${uid}" is not a valid UID for the object to be made`);
  }
  const { date, time } = object.created;
  return {
    ...kind,
    SOPInstanceUID: object.SOPInstanceUID,
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    SeriesInstanceUID: object.SeriesInstanceUID,
    SeriesNumber: object.SeriesNumber,
    SeriesDate: date,
    SeriesTime: time,
    SeriesDescription: description,
    InstanceNumber: object.InstanceNumber ?? 1,
    ContentDate: date,
    ContentTime: time,
  };
}

/** A description of 64 characters at most that says first that the object is not for clinical use. */
export function notForClinicalUse(subject: string): string {
  return [...`${NOT_FOR_CLINICAL_USE}: ${subject}`].slice(0, 64).join('').trimEnd();
}
