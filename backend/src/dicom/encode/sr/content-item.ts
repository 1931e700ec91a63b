/** Content items of a structured report (PS3.3 C.17.3). */
import type { Attributes } from '../dataset.js';
import { codeItem, type CodedConcept } from '../concepts.js';
import { sopReference, type InstanceReference } from '../source.js';

export type RelationshipType =
  | 'CONTAINS'
  | 'HAS OBS CONTEXT'
  | 'HAS ACQ CONTEXT'
  | 'HAS CONCEPT MOD'
  | 'HAS PROPERTIES'
  | 'SELECTED FROM'
  | 'INFERRED FROM';

export type ContentItem = Attributes;

/** What of an image a reference means: a frame, or else a segment (PS3.3 table 10-3 forbids both); {} is all of it. */
export type ImagePart = { ReferencedFrameNumber?: number } | { ReferencedSegmentNumber: number };

interface Measured {
  concept: CodedConcept;
  value: number;
  /** UCUM. */
  unit: CodedConcept;
}

function contentItem(
  relationship: RelationshipType,
  valueType: string,
  concept: CodedConcept | undefined,
  value: Attributes,
  children: readonly ContentItem[] = [],
): ContentItem {
  return {
    RelationshipType: relationship,
    ValueType: valueType,
    ConceptNameCodeSequence: concept === undefined ? undefined : [codeItem(concept)],
    ...value,
    ContentSequence: children.length === 0 ? undefined : children,
  };
}

export function containerItem(concept: CodedConcept, children: readonly ContentItem[]): ContentItem {
  return contentItem('CONTAINS', 'CONTAINER', concept, { ContinuityOfContent: 'SEPARATE' }, children);
}

export function codeContentItem(
  relationship: RelationshipType,
  concept: CodedConcept,
  value: CodedConcept,
  children: readonly ContentItem[] = [],
): ContentItem {
  return contentItem(relationship, 'CODE', concept, { ConceptCodeSequence: [codeItem(value)] }, children);
}

export function textItem(relationship: RelationshipType, concept: CodedConcept, text: string): ContentItem {
  if (text.trim() === '') throw new TypeError(`The text of "${concept.meaning}" is empty`);
  return contentItem(relationship, 'TEXT', concept, { TextValue: text });
}

export function uidrefItem(relationship: RelationshipType, concept: CodedConcept, uid: string): ContentItem {
  return contentItem(relationship, 'UIDREF', concept, { UID: uid });
}

export function numItem(
  { concept, value, unit }: Measured,
  children: readonly ContentItem[] = [],
): ContentItem {
  const measured = { NumericValue: value, MeasurementUnitsCodeSequence: [codeItem(unit)] };
  return contentItem('CONTAINS', 'NUM', concept, { MeasuredValueSequence: [measured] }, children);
}

export function imageItem(
  concept: CodedConcept | undefined,
  reference: InstanceReference,
  part: ImagePart = {},
): ContentItem {
  return contentItem('CONTAINS', 'IMAGE', concept, {
    ReferencedSOPSequence: [{ ...sopReference(reference), ...part }],
  });
}

export function personNameItem(
  relationship: RelationshipType,
  concept: CodedConcept,
  name: string,
): ContentItem {
  return contentItem(relationship, 'PNAME', concept, { PersonName: name });
}

/** A whole object that is no image. */
export function compositeItem(concept: CodedConcept, reference: InstanceReference): ContentItem {
  return contentItem('CONTAINS', 'COMPOSITE', concept, { ReferencedSOPSequence: [sopReference(reference)] });
}

/** A closed polyline around a rectangle of an image (PS3.3 C.18.6). */
export function rectangleItem(
  concept: CodedConcept,
  image: InstanceReference,
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
): ContentItem {
  const GraphicData = [left, top, right, top, right, bottom, left, bottom, left, top];
  const selected = contentItem('SELECTED FROM', 'IMAGE', undefined, {
    ReferencedSOPSequence: [sopReference(image)],
  });
  return contentItem('CONTAINS', 'SCOORD', concept, { GraphicType: 'POLYLINE', GraphicData }, [selected]);
}
