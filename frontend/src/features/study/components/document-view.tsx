'use client';
import dynamic from 'next/dynamic';
import type { Series } from '@firstread/contract';
import { ErrorState } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';
import { useDocuments, usePdf } from '../hooks/use-documents';
import type { ReadableObject } from '../model/sr-document';
import { SrView } from './sr-view';

const PdfPages = dynamic(() => import('../viewer/pdf-pages'), { ssr: false });

interface Props {
  studyUid: string;
  series: Series;
  onGoToImage: (sopInstanceUid: string) => void;
}

function Pdf({
  studyUid,
  seriesUid,
  object,
}: {
  studyUid: string;
  seriesUid: string;
  object: ReadableObject;
}) {
  const pdf = usePdf(studyUid, seriesUid, object.sopInstanceUid);
  if (pdf.isError)
    return (
      <ErrorState
        title={t('study.document.error')}
        error={pdf.error}
        onRetry={() => void pdf.refetch()}
        testId="document-error"
      />
    );
  return pdf.data ? <PdfPages bytes={pdf.data} /> : <p role="status">{t('common.loading')}</p>;
}

function One({ studyUid, series, object, onGoToImage }: Props & { object: ReadableObject }) {
  if (object.kind === 'sr') return <SrView document={object.document} onGoToImage={onGoToImage} />;
  if (object.kind === 'pdf')
    return (
      <>
        <h3 className="mb-2 text-[15px] font-semibold" dir="auto">
          {object.title ?? t('study.document.untitled')}
        </h3>
        <Pdf studyUid={studyUid} seriesUid={series.seriesInstanceUid} object={object} />
      </>
    );
  return <p className="text-text-2">{t('study.document.unreadable')}</p>;
}

/** Reports, key objects and documents of a series, to be read where images are. */
export function DocumentView(props: Props) {
  const documents = useDocuments(props.studyUid, props.series);
  if (documents.isError)
    return (
      <ErrorState
        title={t('study.document.error')}
        error={documents.error}
        onRetry={() => void documents.refetch()}
        testId="document-error"
      />
    );
  if (!documents.data)
    return (
      <p role="status" className="flex h-full items-center justify-center bg-surface-1 text-text-3">
        {t('common.loading')}
      </p>
    );
  return (
    <div
      role="group"
      tabIndex={0}
      aria-label={t('study.document')}
      data-testid="document"
      className="h-full overflow-y-auto bg-surface-1 p-4 text-[13px] leading-5 focus-visible:outline-offset-[-2px]"
    >
      <div className="mx-auto flex max-w-[78ch] flex-col gap-6">
        {documents.data.map((object) => (
          <article key={object.sopInstanceUid} data-kind={object.kind}>
            <One {...props} object={object} />
          </article>
        ))}
      </div>
    </div>
  );
}
