import type { CodedConcept } from '../encode/concepts.js';

/** One finding that a product states. */
export interface ReadFinding {
  concept: CodedConcept;
  /** False where the object says that it is not there. */
  present: boolean;
  /** 0 to 1; null where it states none. */
  score: number | null;
  quantity: { value: number; unit: string } | null;
  /** SOP Instance UIDs of images it lies in, the first first. */
  images: string[];
  boxes: { sopInstanceUid: string; left: number; top: number; right: number; bottom: number }[];
}
