import type { ReadingRules } from '@firstread/contract';
import { differenceOf } from '../model/difference';
import {
  addException,
  checkDraft,
  conditionOf,
  removeException,
  sameRules,
  withException,
  withTarget,
} from '../model/draft';

const rules: ReadingRules = {
  targets: { stat: 30, urgent: 120, routine: 1440 },
  suspicionMinutes: 60,
  suspicionRank: 'belowStat',
  exceptions: [],
};
const emergency = {
  orderClass: 'urgent' as const,
  modality: 'CT',
  location: 'Emergency',
  site: null,
  minutes: 45,
};

describe('the difference of rules', () => {
  it('is a line for each change, in words', () => {
    const to: ReadingRules = {
      ...rules,
      targets: { ...rules.targets, routine: 2880 },
      suspicionRank: 'withStat',
      exceptions: [emergency],
    };
    expect(differenceOf(rules, to)).toEqual([
      'Routine: 1 d → 2 d',
      'Among STAT, by age',
      'Urgent, CT, Emergency: new target 45 min',
    ]);
    expect(differenceOf(to, { ...to, exceptions: [{ ...emergency, minutes: 90 }] })).toEqual([
      'Urgent, CT, Emergency: 45 min → 1 h 30',
    ]);
    expect(differenceOf(to, rules)).toContain('Urgent, CT, Emergency: no target of its own any more');
    expect(differenceOf(rules, rules)).toEqual([]);
  });
});

describe('a draft of rules', () => {
  it('takes a new target for some studies once it says which', () => {
    const added = addException(rules);
    expect(checkDraft(added)).toHaveProperty('problems');
    const named = withException(added, 0, { modality: conditionOf('MR'), site: conditionOf('  ') });
    expect(checkDraft(named)).toMatchObject({
      input: { exceptions: [{ modality: 'MR', site: null, minutes: 1440 }] },
    });
    expect(sameRules(removeException(named, 0), rules)).toBe(true);
  });

  it('is refused while the targets contradict the classes, or are being typed', () => {
    expect(checkDraft(withTarget(rules, 'stat', 180))).toHaveProperty('problems');
    expect(checkDraft(withTarget(rules, 'stat', Number.NaN))).toHaveProperty('problems');
    expect(checkDraft(withTarget(rules, 'stat', 120))).toHaveProperty('input');
  });
});
