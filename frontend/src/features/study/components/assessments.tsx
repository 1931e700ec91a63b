'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  ASSESSMENT_REASONS,
  ASSESSMENTS_OF,
  type AiResult,
  type Assessment,
  type AssessmentKind,
} from '@firstread/contract';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { Instant } from '@/components/ui/instant';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { giveAssessment, studyKey } from '../api/study';
import { AssessmentForm, type Detail } from './assessment-form';

/** What can be judged: a finding, or a flag as a whole where it names none. A model that looks for none says nothing. */
interface Judged {
  finding: string | null;
  flagged: boolean;
}

function judgedOf({ state, findings }: AiResult): Judged[] {
  if (state !== 'flagged' && state !== 'notFlagged') return [];
  if (findings.length === 0) return state === 'flagged' ? [{ finding: null, flagged: true }] : [];
  return findings.map(({ label, flagged }) => ({ finding: label, flagged }));
}

function kindText(kind: AssessmentKind, flagged: boolean): string {
  return kind === 'agree' && !flagged ? t('study.assess.notThere') : t(`study.assess.${kind}`);
}

function Given({ assessment, flagged }: { assessment: Assessment; flagged: boolean }) {
  const { kind, reason, correction, note, by, at } = assessment;
  const why = reason === null ? '' : `, ${t(`study.assess.reason.${reason}`).toLowerCase()}`;
  return (
    <p className="break-words text-text-3" data-testid="assessment">
      <span className="text-text-2">
        {kindText(kind, flagged)}
        {why}
      </span>
      {correction !== null && <>: {correction}</>} · {by}, <Instant at={at} />
      {note !== null && <span className="block">{note}</span>}
    </p>
  );
}

interface Props {
  studyUid: string;
  result: AiResult;
  /** Whether its marks are on the images. */
  overlay: boolean;
}

function Judge({ studyUid, result, overlay, judged }: Props & { judged: Judged }) {
  const may = useMay('assessment.write');
  const client = useQueryClient();
  const [asked, setAsked] = useState<AssessmentKind | null>(null);
  const { finding, flagged } = judged;
  const newest = result.assessments.find((one) => one.finding === finding);
  const giving = useMutation({
    mutationFn: ({ kind, detail }: { kind: AssessmentKind; detail?: Detail }) =>
      giveAssessment(studyUid, result.runId, {
        finding,
        kind,
        reason: detail?.reason ?? null,
        correction: detail?.correction ?? null,
        note: detail?.note ?? null,
        seen: { state: result.state, overlay },
      }),
    onSuccess: () => {
      setAsked(null);
      void client.invalidateQueries({ queryKey: studyKey(studyUid) });
    },
  });
  const choose = (kind: AssessmentKind): void => {
    giving.reset();
    if (ASSESSMENT_REASONS[kind].length > 0) return setAsked(kind);
    setAsked(null);
    giving.mutate({ kind });
  };
  const problem = giving.isError ? errorText(giving.error) : null;
  const subject = finding ?? result.modelName;
  return (
    <div className="flex flex-col gap-1 text-[12px]" data-testid="judge" data-finding={finding ?? undefined}>
      {may && (
        <div
          role="group"
          aria-label={t('study.assess.group', { finding: subject })}
          className="flex flex-wrap gap-1"
        >
          {ASSESSMENTS_OF[flagged ? 'flagged' : 'notFlagged'].map((kind) => (
            <Button
              key={kind}
              size="sm"
              aria-pressed={newest?.kind === kind}
              variant={newest?.kind === kind ? 'primary' : 'secondary'}
              disabled={giving.isPending}
              onClick={() => choose(kind)}
              data-assessment={kind}
            >
              {kindText(kind, flagged)}
            </Button>
          ))}
        </div>
      )}
      {asked !== null && (
        <AssessmentForm
          key={asked}
          kind={asked}
          busy={giving.isPending}
          problem={problem}
          onGive={(detail) => giving.mutate({ kind: asked, detail })}
          onCancel={() => setAsked(null)}
        />
      )}
      {newest && <Given assessment={newest} flagged={flagged} />}
      {asked === null && problem !== null && (
        <p role="alert" className="text-amber">
          {problem}
        </p>
      )}
    </div>
  );
}

/** A reader says of each finding whether it is so. What was not flagged stands with its name: it can have been missed. */
export function Assessments(props: Props) {
  const may = useMay('assessment.write');
  const judged = judgedOf(props.result);
  if (judged.length === 0 || (!may && props.result.assessments.length === 0)) return null;
  const named = judged.length > 1 || props.result.state === 'notFlagged';
  return (
    <div className="flex flex-col gap-2" data-testid="assessments">
      {judged.map((one) => (
        <div key={one.finding ?? ''} className="flex flex-col gap-1">
          {named && (
            <p className="text-[12px] text-text-3">
              {t(one.flagged ? 'study.assess.flagged' : 'study.assess.unflagged', {
                finding: one.finding ?? props.result.modelName,
              })}
            </p>
          )}
          <Judge {...props} judged={one} />
        </div>
      ))}
    </div>
  );
}
