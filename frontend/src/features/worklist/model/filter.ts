import type { WorklistItem } from '@firstread/contract';
import { fold } from '@/lib/format/text';

function haystack(item: WorklistItem): string {
  return fold(
    [
      item.patient.name,
      item.patient.id,
      item.accessionNumber ?? '',
      item.studyDescription ?? '',
      item.institution ?? '',
      ...item.modalities,
      ...item.bodyParts,
      ...item.reasons.map((reason) => reason.text),
      ...item.ai
        .filter((result) => result.state !== 'notEligible')
        .flatMap((result) => [
          result.modelName,
          ...result.findings.filter((finding) => finding.flagged).map((finding) => finding.label),
        ]),
    ].join(' \u0001 '),
  );
}

/** Words match from their beginning ("ct" does not find "suspected"); parts of numbers match anywhere. */
function occurs(word: string, text: string): boolean {
  if (/\d/.test(word)) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
  }
  return false;
}

/** Every word has to occur somewhere in the row. An empty filter lets everything through. */
export function matcher(filter: string): (item: WorklistItem) => boolean {
  const words = fold(filter)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return () => true;
  return (item) => {
    const text = haystack(item);
    return words.every((word) => occurs(word, text));
  };
}
