import { marksImages, presentationClassSchema, type ModelManifest } from '@firstread/contract';

/** Why a model of this regulatory class may not be presented so; undefined where it may. */
export function presentationProblem(manifest: ModelManifest): string | undefined {
  const { regulatory, presentationClass } = manifest;
  if (regulatory.class === 'triage' && marksImages(presentationClass)) {
    const unmarked = presentationClassSchema.options.filter((one) => !marksImages(one));
    return `a triage-class model marks no image: presentationClass must be ${unmarked.join(', ')}, not ${presentationClass}`;
  }
  if (regulatory.status === 'cleared' && !regulatory.clearance)
    return 'a cleared model names its clearance: set regulatory.clearance';
  return undefined;
}

const SHORTEST_CARD = 200;

/** What is missing of the model card. */
export function cardProblem(card: string | null): string | undefined {
  if (card === null) return 'there is no CARD.md (or README.md) beside the manifest';
  return card.trim().length < SHORTEST_CARD
    ? `the card has ${card.trim().length} characters; say in at least ${SHORTEST_CARD} what it was trained and tested on, and where it fails`
    : undefined;
}
