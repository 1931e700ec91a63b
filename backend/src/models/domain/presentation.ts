import type { AiResult, PresentationClass } from '@firstread/contract';

/** What of a result of a class reaches readers: nothing, words only, or marks and scores too. */
export type Shown = 'nothing' | 'words' | 'wordsAndPreview' | 'everything';

/**
 * What readers see of a result of this class. `firstRead`: a radiologist has read the study since the result was made
 * for it. Triage classes never mark an image and never show a score.
 */
export function shownOf(presentation: PresentationClass, firstRead: boolean): Shown {
  switch (presentation) {
    case 'hidden':
      return 'nothing';
    case 'notifyOnly':
      return 'words';
    case 'notifyWithUnmarkedPreview':
      return 'wordsAndPreview';
    case 'overlayAfterFirstRead':
      return firstRead ? 'everything' : 'words';
    case 'overlayConcurrent':
    case 'reportPrefill':
      return 'everything';
  }
}

/** Whether objects with marks or scores of this class are kept from readers at the moment. */
export function withholdsMarks(presentation: PresentationClass, firstRead: boolean): boolean {
  return shownOf(presentation, firstRead) !== 'everything';
}

/** The result as readers may have it; undefined where they may not know of it. */
export function presented(result: AiResult, firstRead: boolean): AiResult | undefined {
  const shown = shownOf(result.presentationClass, firstRead);
  if (shown === 'nothing') return undefined;
  if (shown === 'everything') return result;
  const preview = shown === 'wordsAndPreview';
  return {
    ...result,
    withheld: result.presentationClass === 'overlayAfterFirstRead' ? 'untilFirstRead' : 'marks',
    findings: result.findings.map((finding) => ({
      ...finding,
      score: null,
      operatingPoint: null,
      quantity: null,
      boxes: [],
      keyImage: preview ? finding.keyImage : null,
    })),
  };
}
