/** Reading the content of structured reports made by others (PS3.3 C.17.3). */
import type { DicomJsonDataset } from '../json/dicom-json.js';
import { getItem, getNumber, getNumbers, getSequence, getString } from '../json/getters.js';
import type { CodedConcept } from '../encode/concepts.js';

/** A content item: its name, its value of whatever type, and what stands under it. */
export interface ContentNode {
  valueType: string;
  name: CodedConcept | undefined;
  code: CodedConcept | undefined;
  number: { value: number; unit: CodedConcept | undefined } | undefined;
  image: string | undefined;
  /** Pairs of column and row (PS3.3 C.18.6). */
  graphic: { type: string; points: number[] } | undefined;
  children: ContentNode[];
}

/** Deeper reports than this are made to harm. */
const DEEPEST = 64;

/** The content of a report from its root. Throws a RangeError for one that is nested too deep. */
export function contentTree(item: DicomJsonDataset, depth = 0): ContentNode {
  if (depth > DEEPEST) throw new RangeError('The report is nested too deep');
  const measured = getItem(item, 'MeasuredValueSequence');
  const value = measured && getNumber(measured, 'NumericValue');
  const unit = measured && codeOf(getItem(measured, 'MeasurementUnitsCodeSequence'));
  const referenced = getItem(item, 'ReferencedSOPSequence');
  const graphicType = getString(item, 'GraphicType');
  return {
    valueType: getString(item, 'ValueType') ?? '',
    name: codeOf(getItem(item, 'ConceptNameCodeSequence')),
    code: codeOf(getItem(item, 'ConceptCodeSequence')),
    number: value === undefined ? undefined : { value, unit },
    image: referenced && getString(referenced, 'ReferencedSOPInstanceUID'),
    graphic: graphicType ? { type: graphicType, points: getNumbers(item, 'GraphicData') } : undefined,
    children: getSequence(item, 'ContentSequence').map((child) => contentTree(child, depth + 1)),
  };
}

export function codeOf(item: DicomJsonDataset | undefined): CodedConcept | undefined {
  const value = item && (getString(item, 'CodeValue') ?? getString(item, 'LongCodeValue'));
  const scheme = item && getString(item, 'CodingSchemeDesignator');
  if (!value || !scheme) return undefined;
  return { scheme, value, meaning: getString(item, 'CodeMeaning') ?? value };
}

/** The node and all below it, parents first. */
export function* nodesOf(node: ContentNode): Generator<ContentNode> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

export function isNamed(node: ContentNode, ...codes: readonly string[]): boolean {
  return node.name?.scheme === 'DCM' && codes.includes(node.name.value);
}
