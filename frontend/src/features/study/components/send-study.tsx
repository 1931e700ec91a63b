'use client';
import { useQuery } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useState } from 'react';
import type { Destination, SendStudy as Sending, Study } from '@firstread/contract';
import { ForwardedChoice, PeerChoice } from '@/components/form/peer-choice';
import { RecordDialog } from '@/components/form/record-dialog';
import { TableSkeleton } from '@/components/list/data-table';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { IconButton } from '@/components/ui/icon-button';
import { StateView } from '@/components/ui/state';
import { useToast } from '@/components/ui/toast';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { destinationsKey, fetchDestinations, sendStudy } from '../api/study';
import { readSending } from '../model/send-form';
import { StudyLine } from './study-line';

interface FormProps {
  study: Study;
  destinations: readonly Destination[];
  onClose: () => void;
}

function SendForm({ study, destinations, onClose }: FormProps) {
  const toast = useToast();
  const send = async (wanted: Sending): Promise<void> => {
    await sendStudy(study.studyInstanceUid, wanted);
    const aeTitle = destinations.find(({ id }) => id === wanted.peerId)?.aeTitle ?? '';
    toast({ text: t('study.send.done', { aeTitle }) });
  };
  return (
    <RecordDialog
      title={t('study.send.title')}
      description={t('study.send.lead')}
      testId="send-dialog"
      submitText={t('study.send.submit')}
      read={(form) => readSending(form, destinations)}
      save={send}
      onSaved={onClose}
      onClose={onClose}
    >
      {(problems) => (
        <>
          <StudyLine study={study} />
          <PeerChoice
            peers={destinations}
            problems={problems}
            peerId={destinations.length === 1 ? destinations[0]?.id : undefined}
          />
          <ForwardedChoice chosen={['originals', 'aiResults']} problems={problems} />
        </>
      )}
    </RecordDialog>
  );
}

function SendDialog({ study, onClose }: { study: Study; onClose: () => void }) {
  const query = useQuery({
    queryKey: destinationsKey,
    queryFn: ({ signal }) => fetchDestinations(signal),
  });
  const destinations = query.data?.destinations;
  if (destinations !== undefined && destinations.length > 0)
    return <SendForm study={study} destinations={destinations} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('study.send.title')}>
      {destinations ? (
        <StateView icon={<Send size={18} />} title={t('study.send.none')} />
      ) : query.isError ? (
        <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <TableSkeleton label={t('common.loading')} />
      )}
    </Dialog>
  );
}

/** For those who may: sends the study to a peer, now and only this once. */
export function SendStudy({ study }: { study: Study }) {
  const may = useMay('study.send');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <IconButton label={t('study.send')} onClick={() => setOpen(true)} data-testid="send-study">
        <Send size={15} aria-hidden />
      </IconButton>
      {open && <SendDialog study={study} onClose={() => setOpen(false)} />}
    </>
  );
}
