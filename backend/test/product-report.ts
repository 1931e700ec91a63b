import { datasetOf, type Attributes } from '../src/dicom/encode/dataset.js';
import { writePart10 } from '../src/dicom/encode/part10.js';
import { newUid } from './dicom.js';

/** What an object of a product says of itself; what is left out gets a value of its own. */
export interface ProductObject {
  study: string;
  patientId: string;
  sopClass: string;
  modality?: string;
  manufacturer?: string;
  modelName?: string;
  softwareVersion?: string;
  /** Everything else. */
  content: Attributes;
}

/** An object as a product sends it, made without the encoders of results. */
export function productObject(object: ProductObject): { bytes: Uint8Array; sopInstanceUid: string } {
  const sopInstanceUid = newUid();
  const dataset = datasetOf({
    SOPClassUID: object.sopClass,
    SOPInstanceUID: sopInstanceUid,
    StudyInstanceUID: object.study,
    SeriesInstanceUID: newUid(),
    Modality: object.modality ?? 'SR',
    PatientID: object.patientId,
    PatientName: 'PHANTOM^PRODUCT',
    Manufacturer: object.manufacturer ?? 'Acme Imaging',
    ManufacturerModelName: object.modelName ?? 'Nodule Finder',
    SoftwareVersions: object.softwareVersion ?? '3.1.0',
    InstanceNumber: 1,
    ...object.content,
  });
  return { bytes: writePart10(dataset), sopInstanceUid };
}

export const code = (scheme: string, value: string, meaning: string): Attributes => ({
  CodeValue: value,
  CodingSchemeDesignator: scheme,
  CodeMeaning: meaning,
});

/** A content item with its children. */
export function node(
  ValueType: string,
  name: Attributes | undefined,
  value: Attributes = {},
  children: Attributes[] = [],
): Attributes {
  return {
    RelationshipType: 'CONTAINS',
    ValueType,
    ...(name ? { ConceptNameCodeSequence: [name] } : {}),
    ...value,
    ...(children.length > 0 ? { ContentSequence: children } : {}),
  };
}

export const codeNode = (name: Attributes, value: Attributes, children: Attributes[] = []): Attributes =>
  node('CODE', name, { ConceptCodeSequence: [value] }, children);

export const numberNode = (name: Attributes, value: number, unit: string): Attributes =>
  node('NUM', name, {
    MeasuredValueSequence: [
      { NumericValue: value, MeasurementUnitsCodeSequence: [code('UCUM', unit, unit)] },
    ],
  });

/** A rectangle on an image. */
export const boxNode = (
  image: string,
  [left, top, right, bottom]: [number, number, number, number],
): Attributes =>
  node(
    'SCOORD',
    code('DCM', '111030', 'Image Region'),
    {
      GraphicType: 'POLYLINE',
      GraphicData: [left, top, right, top, right, bottom, left, bottom, left, top],
    },
    [imageNode(image)],
  );

export const imageNode = (image: string): Attributes =>
  node('IMAGE', undefined, {
    ReferencedSOPSequence: [
      { ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.1.1', ReferencedSOPInstanceUID: image },
    ],
  });
