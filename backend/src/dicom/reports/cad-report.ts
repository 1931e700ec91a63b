/** Chest and mammography CAD reports (PS3.16 TID 4100, TID 4000): findings that are to be presented. */
import { isNamed, nodesOf, type ContentNode } from './content-tree.js';
import type { ReadFinding } from './read-finding.js';
import { placesOf, valuesOf } from './values.js';

/** Single Image Finding, Composite Feature. */
const FINDINGS = ['111059', '111015'];
/** Certainty of Finding, Probability of cancer. */
const SCORES = ['111012', '111047'];
const RENDERING_INTENT = '111056';
const NOT_FOR_PRESENTATION = '111152';

export function readCadReport(root: ContentNode): ReadFinding[] {
  return [...nodesOf(root)]
    .filter((node) => isNamed(node, ...FINDINGS) && node.code && isPresented(node))
    .flatMap((node) => {
      if (!node.code) return [];
      const scores = node.children.filter((child) => isNamed(child, ...SCORES));
      return [
        {
          concept: node.code,
          present: true,
          score: valuesOf(scores).score,
          quantity: valuesOf(node.children.filter((child) => !scores.includes(child))).quantity,
          ...placesOf(node),
        },
      ];
    });
}

function isPresented(node: ContentNode): boolean {
  const intent = node.children.find((child) => isNamed(child, RENDERING_INTENT))?.code?.value;
  return intent !== NOT_FOR_PRESENTATION;
}
