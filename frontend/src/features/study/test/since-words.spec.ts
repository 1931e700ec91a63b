import { sinceWords } from '../model/since-words';

describe('what became of a study since the list showed it', () => {
  it('is one sentence, with who did it', () => {
    expect(
      sinceWords([
        { kind: 'claimed', by: 'Dr Two' },
        { kind: 'ordered', orderClass: 'stat' },
      ]),
    ).toBe('Since you saw it in the list: claimed by Dr Two, now STAT.');
    expect(sinceWords([{ kind: 'read', by: 'Dr Two' }])).toContain('read by Dr Two.');
    expect(sinceWords([{ kind: 'read', by: null }])).toContain('marked as read.');
    expect(sinceWords([{ kind: 'offList' }])).toContain('no longer on the list.');
  });
});
