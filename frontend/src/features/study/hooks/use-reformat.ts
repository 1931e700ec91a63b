'use client';
import { useToast } from '@/components/ui/toast';
import { volumeProblem } from '../model/volume';
import { volumeWords } from '../model/volume-words';
import type { Arranging } from './use-arrangement';
import type { Viewports } from './use-viewports';

/** Planes through the series of the active viewport. One that has none says why, and what is on the screen stays. */
export function useReformat({ arrangement, current, reformat }: Arranging, viewports: Viewports): () => void {
  const toast = useToast();
  return () => {
    const images = viewports.imagesAt(arrangement.active);
    const problem = current?.plane === 'acquired' && images ? volumeProblem(images) : null;
    if (problem) toast({ text: volumeWords(problem) });
    else reformat();
  };
}
