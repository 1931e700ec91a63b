import { routeFilterSchema, type RouteFilter } from '@firstread/contract';
import { filterWords } from '../model/filter-words';
import { priorWords } from '../model/prior-words';
import { lookOf, mayRetry, nextWords, refreshAfter } from '../model/traffic-words';

const wordsOf = (filter: Partial<RouteFilter>): string => filterWords(routeFilterSchema.parse(filter));

describe('a filter in words', () => {
  it('says that it leaves out nothing but priors', () => {
    expect(wordsOf({})).toBe('Every study that is to be read');
    expect(wordsOf({ priors: true })).toBe('Every study, priors too');
  });

  it('names every condition', () => {
    expect(
      wordsOf({
        modalities: ['CT', 'MR', 'CR'],
        bodyParts: ['HEAD'],
        sources: ['CT1', 'CT2'],
        description: 'trauma',
        institution: 'St. Anna',
        priors: true,
      }),
    ).toBe(
      'CT, MR or CR · body part HEAD · from CT1 or CT2 · description contains “trauma” · ' +
        'institution contains “St. Anna” · priors too',
    );
  });

  it('keeps braces of a person’s text as they are', () => {
    expect(wordsOf({ description: '{list}' })).toBe('description contains “{list}”');
  });
});

describe('a delivery in words', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');
  const waiting = { state: 'waiting', nextAttemptAt: '2026-11-25T12:04:30Z' } as const;

  it('is tried again once an attempt has failed, and failed at the end', () => {
    expect(lookOf({ state: 'waiting', problem: null })).toBe('waiting');
    expect(lookOf({ state: 'waiting', problem: 'refused' })).toBe('again');
    expect(lookOf({ state: 'failed', problem: 'refused' })).toBe('failed');
    expect(lookOf({ state: 'delivered', problem: null })).toBe('delivered');
  });

  it('says when the next attempt is', () => {
    expect(nextWords(waiting, true, now)).toBe('in 4 min');
    expect(nextWords(waiting, true, now + 300_000)).toBe('now');
    expect(nextWords({ ...waiting, nextAttemptAt: null }, true, now)).toBe('now');
    expect(nextWords(waiting, false, now)).toBe('when the peer is enabled');
  });

  it('has no next attempt once it is on its way or over', () => {
    for (const state of ['sending', 'delivered', 'failed'] as const)
      expect(nextWords({ ...waiting, state }, true, now)).toBeNull();
  });

  it('can be tried again while it waits or has failed', () => {
    expect(mayRetry({ state: 'waiting' })).toBe(true);
    expect(mayRetry({ state: 'failed' })).toBe(true);
    expect(mayRetry({ state: 'sending' })).toBe(false);
    expect(mayRetry({ state: 'delivered' })).toBe(false);
  });

  it('is read again soon while something is on its way, and seldom otherwise', () => {
    expect(refreshAfter(['delivered', 'sending'])).toBe(refreshAfter(['waiting']));
    expect(refreshAfter(['delivered', 'failed'])).toBe(refreshAfter([]));
    expect(refreshAfter([])).toBeGreaterThan(refreshAfter(['fetching']));
  });
});

describe('a source of priors in words', () => {
  it('says how many, how old and which', () => {
    expect(priorWords({ maximum: 1, withinDays: 90, sameModality: false })).toBe(
      'The newest one of the last 90 days',
    );
    expect(priorWords({ maximum: 3, withinDays: 3650, sameModality: true })).toBe(
      'The newest 3 of the last 3650 days, with a modality of the new study',
    );
  });
});
