import { measured } from '../src/ai-impact/domain/measured.js';
import { keyOf, loggedStudies, truthOf, type ImpactLog } from '../src/ai-impact/domain/readings.js';
import { readerHours, sessionsOf, shiftsOf } from '../src/ai-impact/domain/sessions.js';
import { verdictsOf } from '../src/governance/domain/monitoring.js';
import { replay, stillWaiting, type Replay } from '../src/queueing/index.js';
import { randomFrom } from '../src/dicom/index.js';
import { at, logOf, MODEL, rules, simulated } from './impact-month.js';

const figuresOf = (log: ImpactLog) =>
  measured(log, loggedStudies(log, MODEL), MODEL, verdictsOf(log.runs)).figures;

function replayed(log: ImpactLog): Replay {
  const hours = readerHours(log);
  if (!hours.known) throw new Error(hours.refusal.reason);
  const shifts = shiftsOf(hours.value.list, log.from);
  const answer = replay(
    { studies: loggedStudies(log, MODEL), model: keyOf(MODEL), shifts, order: rules, ranks: {} },
    randomFrom('impact'),
  );
  if (!answer.known) throw new Error(answer.refusal.reason);
  return answer.value;
}

const month = simulated();
const log = logOf(month.courses);

function gapOf(one: ImpactLog) {
  const { gap } = replayed(one);
  if (!gap.known) throw new Error(gap.refusal.reason);
  return gap.value;
}

describe('what a log says of a model', () => {
  it('is the saving that its department had, from nothing but what readers did', () => {
    const { savedMinutes, measuredMinutes, withoutAiMinutes } = gapOf(log);
    const [low, high] = savedMinutes.interval95 ?? [0, 0];
    expect(month.savedMinutes).toBeGreaterThan(1);
    expect(low).toBeLessThan(month.savedMinutes);
    expect(high).toBeGreaterThan(month.savedMinutes);
    expect(low).toBeGreaterThan(0);
    expect(withoutAiMinutes.value ?? 0).toBeGreaterThan(measuredMinutes.value ?? Infinity);
    const figures = figuresOf(log);
    if (!figures.formula.known) throw new Error(figures.formula.refusal.reason);
    expect(figures.formula.value.minutes.high).toBeGreaterThan(savedMinutes.value ?? Infinity);
  });

  it('is nothing where the flags are worth nothing', () => {
    const { courses } = simulated({ point: { sensitivity: 0.3, specificity: 0.7 } });
    const [low, high] = gapOf(logOf(courses)).savedMinutes.interval95 ?? [1, -1];
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  it('says that unflagged and missed studies paid', () => {
    const { groups } = replayed(log);
    for (const group of ['unflagged', 'missed'] as const) {
      const change = groups[group];
      expect(change.known && (change.value.changeMinutes.value ?? 0)).toBeGreaterThan(0);
    }
  });

  it('lays to the order what readers who ignored it lost', () => {
    const { courses } = simulated({ followed: { kind: 'arrival' } });
    const { savedMinutes, orderNotFollowedLossMinutes } = gapOf(logOf(courses));
    expect(orderNotFollowedLossMinutes.value ?? 0).toBeGreaterThan(0.7 * (savedMinutes.value ?? Infinity));
  });
});

describe('measured figures', () => {
  const figures = figuresOf(log);

  it('hold waits by what the model said, and the race against the reader', () => {
    const [flagged, notFlagged] = figures.waits.map(({ wait }) => (wait.known ? wait.value : undefined));
    expect(flagged?.p50Minutes).toBeLessThan(notFlagged?.p50Minutes ?? 0);
    expect(flagged?.stillWaiting[0]).toBeLessThanOrEqual(1);
    expect(figures.waits.find(({ state }) => state === 'notEligible')?.wait).toMatchObject({
      known: false,
      refusal: { code: 'tooFewStudies' },
    });
    if (!figures.race.known) throw new Error(figures.race.refusal.reason);
    const { beatTheReader, leadMinutes } = figures.race.value;
    expect(beatTheReader.value).toBeGreaterThan(0);
    expect(beatTheReader.value).toBeLessThan(1);
    expect(leadMinutes.p10).toBeLessThan(leadMinutes.p90);
    expect(figures.effectiveUtilisation.known).toBe(true);
  });

  it('hold what readers judged, and refuse what follows from flags alone', () => {
    const { sensitivity, ppv } = figures.concordance;
    expect(sensitivity.known && sensitivity.value.value).toBeCloseTo(0.9, 1);
    expect(ppv.known && ppv.value.value).toBeCloseTo(0.5, 1);
    const judgedFlags = {
      ...log,
      runs: log.runs.map((run) => (run.state === 'flagged' ? run : { ...run, verdict: null })),
    };
    const { concordance, caveats, formula } = figuresOf(judgedFlags);
    expect(concordance.sensitivity).toMatchObject({ known: false, refusal: { code: 'notJudged' } });
    expect(formula).toMatchObject({ known: false, refusal: { code: 'notJudged' } });
    expect(caveats).toEqual(['onlyFlagsJudged']);
  });

  it('are refused where the log does not carry them', () => {
    const nobody = { ...log, acts: log.acts.slice(0, 100) };
    expect(figuresOf(nobody).readerHours).toMatchObject({
      known: false,
      refusal: { code: 'readersUnknown' },
    });
    const few = logOf(month.courses.slice(0, 20));
    expect(figuresOf(few).readerHours).toMatchObject({ known: false, refusal: { code: 'tooFewStudies' } });
    expect(figuresOf(few).alerts).toMatchObject({ known: false });
  });

  it('count alerts against the hours of readers, and those that nobody opened', () => {
    const alerts = log.readings.slice(0, 40).map(({ studyUid, openedAt }, n) => ({
      id: studyUid,
      studyId: studyUid,
      studyUid,
      finding: 'SCT 1',
      suspected: '',
      models: [{ modelId: MODEL.modelId, modelVersion: MODEL.version, modelName: '' }],
      level: 'reader' as const,
      raisedAt: new Date((openedAt?.getTime() ?? 0) - 60 * 60_000),
      dueAt: null,
      acknowledgedBy: n < 30 ? 'Reader' : null,
      acknowledgedAt: n < 30 ? new Date((openedAt?.getTime() ?? 0) - (n < 10 ? 45 : 10) * 60_000) : null,
      endedHow: null,
      endedAt: null,
    }));
    const { alerts: told } = figuresOf({ ...log, alerts });
    if (!told.known) throw new Error(told.refusal.reason);
    expect(told.value).toMatchObject({ alerts: 40, notOpened: { value: { count: 10, of: 30 } } });
    expect(told.value.acknowledgedMinutes).toMatchObject({ p50: 50, open: 10 });
    expect(told.value.perReaderHour.known && told.value.perReaderHour.value).toBeCloseTo(40 / 960, 1);
  });
});

describe('the truth of a study', () => {
  const [reading] = log.readings;
  const [run] = log.runs;
  it('is what readers said, and of a critical result elsewhere another condition', () => {
    if (!reading || !run) throw new Error('An empty month');
    const critical = { ...reading, critical: true };
    expect(truthOf(critical, { ...run, verdict: 'present' })).toBe('targeted');
    expect(truthOf(critical, { ...run, verdict: 'absent' })).toBe('other');
    expect(truthOf(critical, undefined)).toBe('other');
    expect(truthOf(critical, { ...run, verdict: null })).toBeNull();
    expect(truthOf(reading, { ...run, verdict: 'absent' })).toBe('none');
    expect(truthOf(reading, undefined)).toBeNull();
  });

  it('has a substitute for a reading that was broken off', () => {
    if (!reading) throw new Error('An empty month');
    const overnight = { ...reading, reportedAt: at(2000) };
    const studies = loggedStudies({ ...log, readings: [overnight, ...log.readings.slice(1)] }, MODEL);
    expect(studies[0]?.fallbackTimestamp).toBe(true);
    expect(studies[0]?.readMinutes).toBeLessThan(20);
  });
});

it('sessions end with a pause of more than half an hour', () => {
  const act = (minutes: number, readerId = 'a') => ({
    readerId,
    fromMs: at(minutes).getTime(),
    toMs: at(minutes).getTime(),
  });
  const sessions = sessionsOf([act(0), act(25), act(55), act(90), act(100), act(10, 'b'), act(20, 'b')]);
  const minutes = sessions.map(({ readerId, fromMs, toMs }) => [
    readerId,
    (fromMs - at(0).getTime()) / 60_000,
    (toMs - at(0).getTime()) / 60_000,
  ]);
  expect(minutes).toEqual([
    ['a', 0, 55],
    ['a', 90, 100],
    ['b', 10, 20],
  ]);
});

it('the curve of those still waiting counts open ones until they are lost from sight', () => {
  expect(stillWaiting([1, 2, 4], [3], [0, 1, 2, 3, 4])).toEqual([1, 0.75, 0.5, 0.5, 0]);
  expect(stillWaiting([1], [5], [1, 5, 6])).toEqual([0.5, null, null]);
});
