'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  Report,
  ReportChecks,
  ReportWarning,
  SignedStage,
  Study,
  StudyReport,
} from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { errorText } from '@/components/ui/error-state';
import { CheckField, Field, FieldGroup, SelectField } from '@/components/ui/field';
import { t } from '@/lib/i18n';
import { fetchChecks, reportKey, signReport } from '../api/report';
import { gradableKinds, gradingsOf } from '../model/gradings';
import { SignedGradings, useGradings } from './signed-gradings';
import { warningText } from './warning-words';

interface Props {
  study: Study;
  of: StudyReport;
  report: Report;
  /** Of the draft that is on the screen. */
  version: number;
  onSigned: (report: Report) => void;
  onClose: () => void;
}

/** Who and what is signed for, what the checks found, and as what it is signed. */
export function SignDialog(props: Props) {
  const { study, version } = props;
  const uid = study.studyInstanceUid;
  const checks = useQuery({
    queryKey: [...reportKey(uid), 'checks', version],
    queryFn: ({ signal }) => fetchChecks(uid, signal),
    gcTime: 0,
  });
  return (
    <Dialog
      open
      form
      onOpenChange={(open) => !open && props.onClose()}
      title={t('report.sign.title')}
      description={t('report.sign.lead')}
      testId="sign-dialog"
    >
      <WhoAndWhat study={study} />
      {checks.isError && (
        <p role="alert" className="mt-3 text-[12px] text-amber">
          {errorText(checks.error)}
        </p>
      )}
      {checks.data && <SignForm {...props} checks={checks.data} />}
    </Dialog>
  );
}

function WhoAndWhat({ study }: { study: Study }) {
  const { patient } = study;
  const who = [patient.name, patient.id, patient.birthDate, patient.sex].filter(Boolean).join(' · ');
  const what = [study.studyDate, study.studyDescription, study.accessionNumber].filter(Boolean).join(' · ');
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-md bg-surface-2 p-3">
      <dt className="text-text-3">{t('report.sign.patient')}</dt>
      <dd data-testid="sign-patient" className="font-medium break-words">
        <bdi>{who || t('patient.unknown')}</bdi>
      </dd>
      <dt className="text-text-3">{t('report.sign.study')}</dt>
      <dd className="break-words">
        <bdi>{what || study.studyInstanceUid}</bdi>
      </dd>
    </dl>
  );
}

function SignForm({
  study,
  of,
  report,
  version,
  checks,
  onSigned,
  onClose,
}: Props & { checks: ReportChecks }) {
  const { warnings, differences } = checks;
  const [stage, setStage] = useState<SignedStage>(report.maySign.at(-1) ?? 'preliminary');
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [password, setPassword] = useState('');
  const gradings = useGradings();
  const kinds = stage === 'final' ? gradableKinds(differences, of.emergency) : [];
  const graded = gradingsOf(gradings.given, kinds);
  const signing = useMutation({
    mutationFn: () =>
      signReport(study.studyInstanceUid, {
        stage,
        expectedVersion: version,
        studyInstanceUid: study.studyInstanceUid,
        patient: study.patient,
        acknowledged: [...seen],
        gradings: graded ?? [],
        ...(of.passwordToSign ? { password } : {}),
      }),
    onSuccess: onSigned,
  });
  const tick = (id: string, on: boolean): void =>
    setSeen((now) => new Set(on ? [...now, id] : [...now].filter((one) => one !== id)));
  return (
    <form
      className="mt-3 flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        signing.mutate();
      }}
    >
      <Warnings warnings={warnings} seen={seen} tick={tick} />
      <SelectField
        label={t('report.sign.as')}
        hint={t('report.sign.grade', { grade: t(`report.grade.${of.grade}`) })}
        value={stage}
        onChange={(event) => setStage(event.target.value as SignedStage)}
      >
        {report.maySign.map((one) => (
          <option key={one} value={one}>
            {t(`report.sign.as.${one}`)}
          </option>
        ))}
      </SelectField>
      <SignedGradings kinds={kinds} differences={differences} emergency={of.emergency} gradings={gradings} />
      {of.passwordToSign && (
        <Field
          label={t('report.sign.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      {signing.isError && (
        <p role="alert" data-testid="sign-error" className="text-[12px] text-amber">
          {errorText(signing.error)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          type="submit"
          variant="primary"
          disabled={signing.isPending || graded === null || warnings.some(({ id }) => !seen.has(id))}
          data-testid="sign-submit"
        >
          {t('report.sign.submit')}
        </Button>
      </div>
    </form>
  );
}

interface WarningsProps {
  warnings: readonly ReportWarning[];
  seen: ReadonlySet<string>;
  tick: (id: string, on: boolean) => void;
}

/** What the checks found, each to be looked at and ticked. */
function Warnings({ warnings, seen, tick }: WarningsProps) {
  if (warnings.length === 0) return <p className="text-[12px] text-text-2">{t('report.sign.noWarnings')}</p>;
  return (
    <FieldGroup label={t('report.sign.warnings')}>
      {warnings.map((one) => (
        <CheckField
          key={one.id}
          label={warningText(one)}
          checked={seen.has(one.id)}
          onChange={(event) => tick(one.id, event.target.checked)}
          data-testid="sign-warning"
        />
      ))}
    </FieldGroup>
  );
}
