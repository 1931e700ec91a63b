import { differingSections } from '../model/differing';

describe('two texts of one report', () => {
  const sections = [
    { id: 'technique', text: 'PA' },
    { id: 'findings', text: 'Clear' },
  ] as const;

  it('differ in the sections that do not say the same, also where one has no such section', () => {
    const other = [
      { id: 'technique', text: 'PA' },
      { id: 'findings', text: 'Effusion' },
      { id: 'impression', text: 'Effusion' },
      { id: 'comparison', text: '' },
    ] as const;
    expect([...differingSections({ sections }, { sections: other })]).toEqual(['findings', 'impression']);
    expect(differingSections({ sections }, { sections }).size).toBe(0);
  });
});
