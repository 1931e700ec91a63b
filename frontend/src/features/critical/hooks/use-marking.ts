'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Callees, CriticalCatalogue, CriticalResult } from '@firstread/contract';
import { useUndo } from '@/components/assignment/undo';
import { errorText } from '@/components/ui/error-state';
import { useToast } from '@/components/ui/toast';
import { useMay, useTimeZone } from '@/lib/auth/session';
import { serverNow } from '@/lib/clock/server-clock';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import { alertsKey, alertsOfKey, fetchAlertsOf } from '../api/alerts';
import { calleesKey, catalogueKey, fetchCallees, fetchCatalogue, markCritical, take } from '../api/critical';
import { calleeOf, firstCallee, type CalleeChoice } from '../model/callee-choice';
import { emptyMarking, readMarking, type Marking } from '../model/mark-form';
import { useCriticalRefresh } from './use-critical';

/** What is needed before something can be marked. */
export function useMarkingBasis(studyUid: string) {
  const catalogue = useQuery({
    queryKey: catalogueKey,
    queryFn: ({ signal }) => fetchCatalogue(signal),
  });
  const callees = useQuery({
    queryKey: calleesKey(studyUid),
    queryFn: ({ signal }) => fetchCallees(studyUid, signal),
  });
  const alerts = useQuery({
    queryKey: alertsOfKey(studyUid),
    queryFn: ({ signal }) => fetchAlertsOf(studyUid, signal),
    enabled: useMay('alert.read'),
  });
  return { catalogue, callees, alerts };
}

/** Says that it was marked, to be taken back for ten seconds. */
function useUndoable() {
  const { offer } = useUndo();
  const toast = useToast();
  const refresh = useCriticalRefresh();
  return ({ id, version, finding, fromAlert }: CriticalResult): void =>
    offer({
      text: t('critical.mark.done', { finding }),
      about: id,
      run: () => {
        take('withdrawal', id, { reason: null, expectedVersion: version })
          .then(() =>
            toast({
              text: t(fromAlert ? 'critical.mark.undone.alert' : 'critical.mark.undone', { finding }),
              durationMs: 4000,
            }),
          )
          .catch((error: unknown) =>
            toast({ text: t('critical.error', { detail: errorText(error) }), tone: 'error' }),
          )
          .finally(() => void refresh());
      },
    });
}

interface Options {
  studyUid: string;
  catalogue: CriticalCatalogue;
  callees: Callees | undefined;
  onMarked: (result: CriticalResult) => void;
}

/** The form in which a reader marks a result, and what follows. */
export function useMarking({ studyUid, callees, onMarked }: Options) {
  const timeZone = useTimeZone();
  const refresh = useCriticalRefresh();
  const client = useQueryClient();
  const { doing } = useUndo();
  const offerUndo = useUndoable();
  const [marking, setMarking] = useState<Marking>(emptyMarking);
  const [picked, setPicked] = useState<CalleeChoice | null>(null);
  const [problems, setProblems] = useState<Problems>({});
  const callee = picked ?? firstCallee(callees);
  const sending = useMutation({
    mutationFn: (body: Parameters<typeof markCritical>[1]) => doing(markCritical(studyUid, body)),
    onSuccess: (result) => {
      setMarking(emptyMarking);
      setPicked(null);
      offerUndo(result);
      onMarked(result);
    },
    onSettled: () => Promise.all([refresh(), client.invalidateQueries({ queryKey: alertsKey })]),
  });
  const submit = (): void => {
    const read = readMarking(marking, calleeOf(callee, callees), { timeZone, now: serverNow() });
    setProblems('problems' in read ? read.problems : {});
    if ('input' in read) sending.mutate(read.input);
  };
  return { marking, setMarking, callee, setCallee: setPicked, problems, sending, submit };
}
