import {
  proportion,
  type AiImpact,
  type ImpactAlerts,
  type ImpactConcordance,
  type ImpactRace,
} from '@firstread/contract';
import { minutes, percent, proportionText } from '@/lib/format/figures';
import { t } from '@/lib/i18n';
import { Fact, Facts, Question, Told } from './told';

const note = 'text-[12px] text-pretty text-text-3';

/** Staff, and what the waits behave like. */
export function Utilisation({ impact: { replay, effectiveUtilisation, readerHours } }: { impact: AiImpact }) {
  return (
    <Question title={t('impact.utilisation')} testId="impact-utilisation">
      <Facts>
        <Fact name={t('impact.utilisation.staff')}>
          <Told answer={replay}>{({ utilisation }) => percent(utilisation)}</Told>
        </Fact>
        <Fact name={t('impact.utilisation.effective')}>
          <Told answer={effectiveUtilisation}>{(share) => percent(share)}</Told>
        </Fact>
        <Fact name={t('impact.utilisation.hours')}>
          <Told answer={readerHours}>
            {({ hours, readers, sessions, knownShare }) =>
              t('impact.utilisation.hours.value', {
                hours: Math.round(hours),
                readers,
                sessions,
                share: percent(knownShare),
              })
            }
          </Told>
        </Fact>
      </Facts>
      <p className={note}>{t('impact.utilisation.note')}</p>
    </Question>
  );
}

export function Race({ race }: { race: AiImpact['race'] }) {
  return (
    <Question title={t('impact.race')} testId="impact-race">
      <Told answer={race}>{(known) => <RaceFacts race={known} />}</Told>
    </Question>
  );
}

function RaceFacts({ race: { beatTheReader, leadMinutes } }: { race: ImpactRace }) {
  const { p10, p50, p90 } = leadMinutes;
  const late = proportion(beatTheReader.of - beatTheReader.count, beatTheReader.of);
  return (
    <>
      <Facts>
        <Fact name={t('impact.race.beat')}>{proportionText(beatTheReader)}</Fact>
        <Fact name={t('impact.race.late')}>{proportionText(late)}</Fact>
        <Fact name={t('impact.race.lead')}>
          {t('impact.race.lead.value', { p10: minutes(p10), p50: minutes(p50), p90: minutes(p90) })}
        </Fact>
      </Facts>
      <p className={note}>{t('impact.race.note')}</p>
    </>
  );
}

/** What the model said against what readers said; what nobody judged is a column of its own. */
export function Concordance({ concordance }: { concordance: ImpactConcordance }) {
  const { flagged, notFlagged, uncertain } = concordance;
  const rows = [
    { name: t('impact.state.flagged'), cells: flagged },
    { name: t('impact.state.notFlagged'), cells: notFlagged },
  ];
  return (
    <Question title={t('impact.concordance')} testId="impact-concordance">
      <table aria-label={t('impact.concordance.table')} className="tabular w-fit text-[12.5px]">
        <thead className="text-[11.5px] text-text-3">
          <tr>
            <td />
            {(['present', 'absent', 'notYet'] as const).map((one) => (
              <th key={one} scope="col" className="px-3 text-right font-medium max-sm:px-1.5">
                {t(`impact.concordance.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name} className="h-7 border-t border-line">
              <th scope="row" className="pr-3 text-left font-medium text-text-2">
                {name}
              </th>
              <td className="px-3 text-right max-sm:px-1.5">{cells.present}</td>
              <td className="px-3 text-right max-sm:px-1.5">{cells.absent}</td>
              <td className="px-3 text-right text-text-3 max-sm:px-1.5">{cells.notYetJudged}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Facts>
        {(['ppv', 'sensitivity', 'specificity'] as const).map((one) => (
          <Fact key={one} name={t(`impact.concordance.${one}`)}>
            <Told answer={concordance[one]}>{proportionText}</Told>
          </Fact>
        ))}
      </Facts>
      {uncertain > 0 && <p className={note}>{t('impact.concordance.uncertain', { count: uncertain })}</p>}
    </Question>
  );
}

export function Alerts({ alerts }: { alerts: AiImpact['alerts'] }) {
  return (
    <Question title={t('impact.alerts')} testId="impact-alerts">
      <Told answer={alerts}>{(known) => <AlertFacts alerts={known} />}</Told>
    </Question>
  );
}

function AlertFacts({ alerts }: { alerts: ImpactAlerts }) {
  const { p50, p90, open } = alerts.acknowledgedMinutes;
  return (
    <>
      <Facts>
        <Fact name={t('impact.alerts.count')}>{alerts.alerts}</Fact>
        <Fact name={t('impact.alerts.perHour')}>
          <Told answer={alerts.perReaderHour}>{(rate) => rate.toFixed(2)}</Told>
        </Fact>
        <Fact name={t('impact.alerts.ppv')}>
          <Told answer={alerts.ppv}>{proportionText}</Told>
        </Fact>
        <Fact name={t('impact.alerts.acknowledged')}>
          {t('impact.alerts.acknowledged.value', { p50: minutes(p50), p90: minutes(p90), open })}
        </Fact>
        <Fact name={t('impact.alerts.notOpened')}>
          <Told answer={alerts.notOpened}>{proportionText}</Told>
        </Fact>
      </Facts>
      <p className={note}>{t('impact.alerts.notOpened.note')}</p>
    </>
  );
}

const ASSUMED = ['replay', 'hours', 'truth', 'formula', 'bootstrap'] as const;

/** What stands between these figures and the truth. */
export function Assumptions({ impact: { formula, replay } }: { impact: AiImpact }) {
  const left = replay.known ? replay.value.leftOut : null;
  return (
    <Question title={t('impact.assumptions')} testId="impact-assumptions">
      <ul className="flex max-w-[95ch] list-disc flex-col gap-1 pl-4 text-[12px] text-pretty text-text-2">
        {ASSUMED.map((one) => (
          <li key={one}>{t(`impact.assumption.${one}`)}</li>
        ))}
        {formula.known &&
          formula.value.reasons.map((reason) => (
            <li key={reason}>{t('impact.assumption.hoursLeftOut', { reason })}</li>
          ))}
        {left && <li>{t('impact.replay.leftOut', { unread: left.unread, nonsense: left.clockNonsense })}</li>}
      </ul>
    </Question>
  );
}
