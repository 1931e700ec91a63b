/** Reading DICOM JSON (PS3.18 Annex F) as WADO-RS metadata gives it: tolerant, and without guessing. */
export interface DicomElement {
  vr?: string;
  Value?: unknown[];
  /** Base64. */
  InlineBinary?: string;
  BulkDataURI?: string;
}

export type DicomDataset = Readonly<Record<string, DicomElement | undefined>>;

export function isDataset(input: unknown): input is DicomDataset {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

export function text(dataset: DicomDataset, tag: string): string | null {
  const value = dataset[tag]?.Value?.[0];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

export function numbers(dataset: DicomDataset, tag: string): number[] {
  const values = dataset[tag]?.Value ?? [];
  return values
    .map((value) => (typeof value === 'number' ? value : Number.parseFloat(String(value))))
    .filter(Number.isFinite);
}

export function number(dataset: DicomDataset, tag: string): number | null {
  return numbers(dataset, tag)[0] ?? null;
}

export function item(dataset: DicomDataset, tag: string, index = 0): DicomDataset | null {
  const value = dataset[tag]?.Value?.[index];
  return isDataset(value) ? value : null;
}
