/** One note that rejects another. */
export interface NoteRejection {
  note: string;
  rejects: string;
}

/**
 * Notes whose rejections do not stand, because a note that stands rejects them. Depends on the notes alone, not
 * on the order they came in. Notes that reject one another in a circle all stand: what is in doubt stays hidden.
 */
export function revokedNotes(rejections: readonly NoteRejection[]): Set<string> {
  const rejectedBy = new Map<string, string[]>();
  for (const { note, rejects } of rejections) {
    if (!rejectedBy.has(note)) rejectedBy.set(note, []);
    rejectedBy.set(rejects, [...(rejectedBy.get(rejects) ?? []), note]);
  }
  const standing = new Set<string>();
  const revoked = new Set<string>();
  for (let decided = -1; decided !== standing.size + revoked.size;) {
    decided = standing.size + revoked.size;
    for (const [note, others] of rejectedBy) {
      if (others.every((other) => revoked.has(other))) standing.add(note);
      else if (others.some((other) => standing.has(other))) revoked.add(note);
    }
  }
  return revoked;
}
