/** A level that is told at a time. */
export interface LevelAt<L> {
  level: L;
  at: Date;
}

export interface DueLevels<L> {
  /** The levels to be told now, the lowest first. */
  reached: L[];
  /** When the level after those is to be told; null where none is left. */
  dueAt: Date | null;
}

/** Which levels are to be told at a time. However late somebody looks, each is told, in its turn. */
export function dueLevels<L>(left: readonly LevelAt<L>[], now: Date): DueLevels<L> {
  const waiting = left.findIndex(({ at }) => at > now);
  const reached = waiting < 0 ? left : left.slice(0, waiting);
  return { reached: reached.map(({ level }) => level), dueAt: left[reached.length]?.at ?? null };
}
