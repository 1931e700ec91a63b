'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReportIssue, ReportSchedule } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { useTimeZone } from '@/lib/auth/session';
import { formatInstant } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { issueAddress, scheduleKey, testSchedule } from '../api/turnaround';
import { sentWords } from '../model/schedule';

interface Props {
  dashboardId: string;
  state: ReportSchedule;
  onDelete: () => void;
}

/** What is set, the last report, and what can be done at once. */
export function ScheduleState({ dashboardId, state, onDelete }: Props) {
  const { schedule, owner, nextAt, mailServer, last } = state;
  const timeZone = useTimeZone();
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => testSchedule(dashboardId),
    onSuccess: () => client.invalidateQueries({ queryKey: scheduleKey(dashboardId) }),
  });
  return (
    <div className="flex flex-col gap-2 text-[12px]">
      {!mailServer && <p className="text-amber">{t('turnaround.mail.noServer')}</p>}
      {schedule && (
        <p className="text-text-2">
          {nextAt === null
            ? t('turnaround.mail.off', { owner: owner ?? '' })
            : t('turnaround.mail.next', { owner: owner ?? '', at: formatInstant(nextAt, timeZone) })}
        </p>
      )}
      {last && <LastIssue dashboardId={dashboardId} issue={last} />}
      {test.isError && (
        <p role="alert" className="text-amber">
          {errorText(test.error)}
        </p>
      )}
      {schedule && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" disabled={test.isPending} onClick={() => test.mutate()}>
            {t('turnaround.mail.test')}
          </Button>
          <Button size="sm" onClick={onDelete}>
            {t('turnaround.mail.stop')}
          </Button>
        </div>
      )}
    </div>
  );
}

function LastIssue({ dashboardId, issue }: { dashboardId: string; issue: ReportIssue }) {
  const { id, kind, from, to } = issue;
  return (
    <p data-testid="last-issue">
      <a href={issueAddress(dashboardId, id)} target="_blank" rel="noreferrer" className="underline">
        {t('turnaround.mail.last', { kind: t(`turnaround.mail.kind.${kind}`), from, to })}
      </a>{' '}
      <span className="text-text-2">{sentWords(issue)}</span>
    </p>
  );
}
