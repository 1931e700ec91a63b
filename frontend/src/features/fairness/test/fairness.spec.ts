import type { PastStudy } from '@firstread/contract';
import {
  actsAddress,
  actsQueryIn,
  daysIn,
  fairnessAddress,
  historyAddress,
  listBefore,
  momentIn,
} from '../model/address';
import { measuredWords, personWords, reasonWords, whyWords } from '../model/words';

const READER = '00000000-0000-4000-8000-000000000001';
const searchOf = (address: string) => address.split('?')[1] ?? '';

describe('the addresses', () => {
  it('hold the days, a week where none or nonsense are named', () => {
    const week = { from: '2026-02-25', to: '2026-03-03' };
    expect(daysIn('', '2026-03-03')).toEqual(week);
    expect(daysIn('from=2026-01-01&to=2026-12-31', '2026-03-03')).toEqual(week);
    const own = { from: '2026-01-01', to: '2026-01-31' };
    expect(daysIn(searchOf(fairnessAddress(own)), '2026-03-03')).toEqual(own);
    expect(actsQueryIn(searchOf(actsAddress(own, READER, 'chosen')))).toMatchObject({
      ...own,
      reader: READER,
      what: 'chosen',
    });
    expect(actsQueryIn('reader=x')).toBeNull();
  });

  it('hold the moment and whose list it is', () => {
    const moment = { at: '2026-03-03T08:00:00.000Z', reader: READER, study: '2.25.7' };
    expect(momentIn(searchOf(historyAddress(moment)), 'now')).toEqual(moment);
    expect(momentIn('at=yesterday&reader=me&study=a b', 'now')).toEqual({
      at: 'now',
      reader: null,
      study: null,
    });
    expect(momentIn(searchOf(listBefore(moment.at, READER, '2.25.7')), 'now')).toEqual({
      ...moment,
      at: '2026-03-03T07:59:59.999Z',
    });
  });
});

describe('words', () => {
  it('give a share with its interval and number, or why there is none', () => {
    expect(measuredWords({ n: 240, value: 0.125, interval95: [0.083, 0.167], refused: null })).toBe(
      '13 % (8 to 17 %), n 240',
    );
    expect(measuredWords({ n: 12, value: null, interval95: null, refused: 'tooFew' })).toBe(
      'n 12 is too few: 30 are needed',
    );
  });

  it('name people and reasons as far as they may and can', () => {
    expect([personWords(null), personWords({ name: null }), personWords({ name: 'One' })]).toEqual([
      'another reader',
      'an account deleted since',
      'One',
    ]);
    expect([reasonWords('needsPriors'), reasonWords('old'), reasonWords(null)]).toEqual([
      'Needs priors first',
      'old',
      '–',
    ]);
    const study = { why: [], reasons: ['order'], overdue: true, certain: false } as unknown as PastStudy;
    expect(whyWords(study)).toEqual(['Reason: order', 'Overdue', 'The log did not hold the whole place yet']);
  });
});
