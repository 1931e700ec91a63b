/** Coded concepts (PS3.3 section 8) and those of PS3.16 that the encoders write themselves. */
import type { Attributes } from './dataset.js';

/** A code as DICOM writes it: coding scheme designator, code value, code meaning (64 characters at most). */
export interface CodedConcept {
  scheme: string;
  value: string;
  meaning: string;
}

/** Our own coding scheme (PS3.16 section 8: `99` marks a private one), for what the standard has no code for. */
export const FIRSTREAD_SCHEME = '99FIRSTREAD';

/** Score of a model, from 0 to 1, unit `1`: a score, not a probability of disease. */
export const ALGORITHM_SCORE: CodedConcept = {
  scheme: FIRSTREAD_SCHEME,
  value: 'SCORE',
  meaning: 'Algorithm score',
};

export function dcm(value: string, meaning: string): CodedConcept {
  return { scheme: 'DCM', value, meaning };
}

export function sct(value: string, meaning: string): CodedConcept {
  return { scheme: 'SCT', value, meaning };
}

/** A unit of measurement, UCUM code and its name (PS3.16 CID 82). */
export function ucum(value: string, meaning = value): CodedConcept {
  return { scheme: 'UCUM', value, meaning };
}

/** Units our models measure in (PS3.16 CID 7181, 7460, 7461; UCUM). */
export const UNITS = {
  score: ucum('{0:1}', 'range: 0 to 1'),
  millilitre: ucum('mL', 'milliliter'),
  squareMillimetre: ucum('mm2', 'square millimeter'),
  millimetre: ucum('mm', 'millimeter'),
  hounsfield: ucum("[hnsf'U]", 'Hounsfield unit'),
} as const;

/** Item of a code sequence (PS3.3 table 8.8-1). Values over 16 characters go to Long Code Value. */
export function codeItem(concept: CodedConcept): Attributes {
  for (const [part, text] of Object.entries(concept) as [string, string][]) {
    if (text.trim() === '')
      throw new TypeError(`Coded concept ${JSON.stringify(concept)} has an empty ${part}`);
  }
  return {
    [concept.value.length <= 16 ? 'CodeValue' : 'LongCodeValue']: concept.value,
    CodingSchemeDesignator: concept.scheme,
    CodeMeaning: concept.meaning,
  };
}

/** Coding Scheme Identification Sequence (PS3.3 C.12.1.1.1) of our own scheme. */
export const FIRSTREAD_SCHEME_IDENTIFICATION: Attributes = {
  CodingSchemeIdentificationSequence: [
    {
      CodingSchemeDesignator: FIRSTREAD_SCHEME,
      CodingSchemeName: 'Firstread private codes',
      CodingSchemeResponsibleOrganization: 'Firstread',
    },
  ],
};
