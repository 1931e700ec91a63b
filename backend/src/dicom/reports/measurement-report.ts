/** Imaging Measurement Report (PS3.16 TID 1500): its measurement groups and qualitative evaluations. */
import type { CodedConcept } from '../encode/concepts.js';
import { isNamed, nodesOf, type ContentNode } from './content-tree.js';
import type { ReadFinding } from './read-finding.js';
import { placesOf, valuesOf } from './values.js';

/** Codes that say yes or no of a finding: present, absent, yes, no, positive, negative (SNOMED CT). */
const YES = new Set(['52101004', '373066001', '10828004']);
const NO = new Set(['2667000', '373067005', '260385009']);

export function readMeasurementReport(root: ContentNode): ReadFinding[] {
  const groups = [...nodesOf(root)].filter((node) => isNamed(node, '125007'));
  const inGroups = new Set(groups.flatMap((group) => [...nodesOf(group)]));
  const outside = [...nodesOf(root)].filter((node) => !inGroups.has(node)).flatMap(evaluation);
  return [...groups.flatMap(fromGroup), ...outside];
}

/** What the group is of; a group that names no finding says what its evaluations say. */
function fromGroup(group: ContentNode): ReadFinding[] {
  const concept = group.children.find((child) => isNamed(child, '121071'))?.code;
  const evaluations = group.children.flatMap(evaluation);
  const common = {
    ...valuesOf(group.children.filter((child) => child.valueType === 'NUM')),
    ...placesOf(group),
  };
  if (!concept) return evaluations.map((one) => ({ ...one, ...common }));
  const denied = evaluations.some((one) => sameCode(one.concept, concept) && !one.present);
  return [{ concept, present: !denied, ...common }];
}

/** A finding that is answered with yes or no. */
function evaluation({ valueType, name, code }: ContentNode): ReadFinding[] {
  if (valueType !== 'CODE' || !name || code?.scheme !== 'SCT') return [];
  if (!YES.has(code.value) && !NO.has(code.value)) return [];
  const nothing = { score: null, quantity: null, images: [], boxes: [] };
  return [{ concept: name, present: YES.has(code.value), ...nothing }];
}

export function sameCode(a: CodedConcept, b: CodedConcept): boolean {
  return a.scheme === b.scheme && a.value === b.value;
}
