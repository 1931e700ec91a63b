import { compareReadingOrder, type WorklistItem } from '@firstread/contract';
import { advance, follow, hasChanges, isHeld, type View } from '../model/hold';
import { row } from './worklist.factory';

const uids = (view: View): string[] => view.rows.map((entry) => entry.item.studyInstanceUid.slice(4));
const sorted = (...items: WorklistItem[]): WorklistItem[] => [...items].sort(compareReadingOrder);
const at = (minute: number): string => `2026-11-24T12:${String(minute).padStart(2, '0')}:00.000Z`;

const a = row('1', { rankAt: at(1) });
const b = row('2', { rankAt: at(2) });
const c = row('3', { rankAt: at(3) });

describe('reasons to hold', () => {
  it('holds for any reason while someone is active', () => {
    for (const reason of ['pointer', 'focus', 'selection', 'peek', 'dialog'] as const)
      expect(isHeld([reason], false)).toBe(true);
    expect(isHeld([], false)).toBe(false);
  });
  it('lets go of a resting pointer or focus when idle, never of what a reader has chosen or opened', () => {
    expect(isHeld(['pointer', 'focus'], true)).toBe(false);
    expect(isHeld(['pointer', 'selection'], true)).toBe(true);
    expect(isHeld(['peek'], true)).toBe(true);
    expect(isHeld(['menu'], true)).toBe(true);
    expect(isHeld(['dialog'], true)).toBe(true);
  });
});

describe('the order on the screen', () => {
  it('follows the server while nobody is in the list', () => {
    const view = advance(follow([a, b]), sorted(row('9', { band: 0 }), a, b), false);
    expect(uids(view)).toEqual(['9', '1', '2']);
    expect(hasChanges(view.strip)).toBe(false);
  });

  it('keeps every row at its place when one is promoted, and names it in the strip', () => {
    const raised = { ...c, version: 2, band: 1 as const };
    const view = advance(follow([a, b, c]), sorted(a, b, raised), true);
    expect(uids(view)).toEqual(['1', '2', '3']);
    expect(view.rows[2]).toMatchObject({ move: 'up', item: { band: 1 } });
    expect(view.strip.movedUp.map((item) => item.studyInstanceUid)).toEqual(['1.2.3']);
    expect(view.rows[0]?.move).toBeNull();
  });

  it('changes cells in place while the order is held', () => {
    const changed = { ...b, version: 2, instanceCount: 77 };
    const view = advance(follow([a, b, c]), sorted(a, changed, c), true);
    expect(uids(view)).toEqual(['1', '2', '3']);
    expect(view.rows[1]?.item.instanceCount).toBe(77);
    expect(hasChanges(view.strip)).toBe(false);
  });

  it('pins a new study that belongs above in the strip instead of inserting it', () => {
    const fresh = row('9', { band: 0 });
    const view = advance(follow([a, b]), sorted(fresh, a, b), true);
    expect(uids(view)).toEqual(['1', '2']);
    expect(view.strip.added).toEqual([fresh]);
  });

  it('appends what belongs behind all rows: that moves nothing', () => {
    const view = advance(follow([a, b]), sorted(a, b, c), true);
    expect(uids(view)).toEqual(['1', '2', '3']);
    expect(hasChanges(view.strip)).toBe(false);
  });

  it('leaves a study that was read elsewhere greyed at its place', () => {
    const view = advance(follow([a, b, c]), [a, c], true);
    expect(uids(view)).toEqual(['1', '2', '3']);
    expect(view.rows[1]).toMatchObject({ gone: true, item: b });
    expect(view.strip.gone).toEqual([b]);
  });

  it('brings a greyed study back when it is put back on the list', () => {
    const held = advance(follow([a, b, c]), [a, c], true);
    const view = advance(held, sorted(a, { ...b, version: 3 }, c), true);
    expect(view.rows[1]?.gone).toBe(false);
    expect(hasChanges(view.strip)).toBe(false);
  });

  it('tells a study that fell back as moved down, not the ones it passed as moved up', () => {
    const late = { ...a, version: 2, rankAt: at(30) };
    const view = advance(follow([a, b, c]), sorted(late, b, c), true);
    expect(uids(view)).toEqual(['1', '2', '3']);
    expect(view.strip.movedDown).toEqual([late]);
    expect(view.strip.movedUp).toEqual([]);
  });

  it('forgets a promotion that was taken back while held', () => {
    const raised = advance(follow([a, b, c]), sorted(a, b, { ...c, version: 2, band: 1 as const }), true);
    const view = advance(raised, sorted(a, b, { ...c, version: 3 }), true);
    expect(hasChanges(view.strip)).toBe(false);
    expect(view.rows[2]?.move).toBeNull();
  });

  it('takes over the server order at once when the hold ends', () => {
    const incoming = sorted(a, { ...c, version: 2, band: 1 as const }, row('9', { band: 0 }));
    const held = advance(follow([a, b, c]), incoming, true);
    const view = advance(held, incoming, false);
    expect(uids(view)).toEqual(['9', '3', '1']);
    expect(hasChanges(view.strip)).toBe(false);
  });

  it('does not hold an empty list', () => {
    expect(uids(advance(follow([]), [a], true))).toEqual(['1']);
    expect(uids(advance(null, [a], true))).toEqual(['1']);
  });
});

describe('property: whatever happens, held rows do not move and nothing is lost', () => {
  it('holds over a random storm of changes', () => {
    let seed = 42;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    let server = Array.from({ length: 30 }, (_, index) => row(String(100 + index), { rankAt: at(index) }));
    let view = follow(sorted(...server));
    const start = uids(view);
    for (let round = 0; round < 400; round++) {
      const kind = random(4);
      const victim = server[random(server.length)];
      if (kind === 0)
        server = [
          ...server,
          row(String(1000 + round), { band: random(4) as 0 | 1 | 2 | 3, rankAt: at(random(60)) }),
        ];
      else if (victim && kind === 1 && server.length > 3) server = server.filter((item) => item !== victim);
      else if (victim) {
        const change = {
          ...victim,
          version: victim.version + 1,
          band: random(4) as 0 | 1 | 2 | 3,
          rankAt: at(random(60)),
        };
        server = server.map((item) => (item === victim ? change : item));
      }
      const before = uids(view);
      view = advance(view, sorted(...server), true);
      expect(uids(view).slice(0, before.length)).toEqual(before);
      expect(uids(view).slice(0, start.length)).toEqual(start);
      const seen = new Set([
        ...uids(view),
        ...view.strip.added.map((item) => item.studyInstanceUid.slice(4)),
      ]);
      for (const item of server) expect(seen.has(item.studyInstanceUid.slice(4))).toBe(true);
      for (const entry of view.rows)
        expect(entry.gone).toBe(
          !server.some((item) => item.studyInstanceUid === entry.item.studyInstanceUid),
        );
    }
    expect(uids(advance(view, sorted(...server), false))).toEqual(
      sorted(...server).map((item) => item.studyInstanceUid.slice(4)),
    );
  });
});
