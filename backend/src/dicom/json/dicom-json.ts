/** Types of the DICOM JSON model (PS3.18 Annex F). */

/** One Person Name value: its component groups, each with `^` between components (PS3.18 F.2.2). */
export interface DicomJsonPersonName {
  Alphabetic?: string;
  Ideographic?: string;
  Phonetic?: string;
}

/** One entry of `Value`. An empty value among others is `null` (PS3.18 F.2.5). */
export type DicomJsonValue = string | number | DicomJsonPersonName | DicomJsonDataset | null;

/**
 * One attribute. At most one of `Value`, `InlineBinary` (base64), `BulkDataURI` is present;
 * none of them means the attribute is there with zero length.
 */
export interface DicomJsonElement {
  vr: string;
  Value?: DicomJsonValue[];
  InlineBinary?: string;
  BulkDataURI?: string;
}

/** A dataset: attributes keyed by tag as eight upper case hexadecimal digits (an object: the order of keys says nothing). */
export interface DicomJsonDataset {
  [tag: string]: DicomJsonElement;
}
