'use client';
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { t } from '@/lib/i18n';

/** Longest side of a page as drawn, in pixels: a hostile size of a page takes no more memory than this. */
const LONGEST = 2400;

let worker: Worker | null = null;

function openPdf(bytes: Uint8Array): ReturnType<typeof getDocument> {
  worker ??= new Worker(new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url), { type: 'module' });
  GlobalWorkerOptions.workerPort = worker;
  // The bytes go over to the worker: what is kept here is a copy.
  return getDocument({ data: bytes.slice(), enableXfa: false, disableFontFace: false, useSystemFonts: true });
}

function Page({ pdf, number }: { pdf: PDFDocumentProxy; number: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(number === 1);
  useEffect(() => {
    const element = canvas.current;
    if (!element || near) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: '600px',
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [near]);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !near) return;
    let gone = false;
    let cancel = (): void => undefined;
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(number);
      if (gone) return;
      const { width, height } = page.getViewport({ scale: 1 });
      const wanted = (element.clientWidth * window.devicePixelRatio) / width;
      const viewport = page.getViewport({ scale: Math.min(wanted, LONGEST / Math.max(width, height)) });
      [element.width, element.height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
      const task = page.render({ canvas: element, viewport });
      cancel = () => task.cancel();
      await task.promise;
      element.dataset['drawn'] = 'true';
    };
    // Taken back where the page is left before it is drawn.
    draw().catch(() => undefined);
    return () => {
      gone = true;
      cancel();
    };
  }, [pdf, number, near]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t('study.document.page', { number, of: pdf.numPages })}
      data-testid="pdf-page"
      className="block min-h-40 w-full bg-white"
    />
  );
}

/** The pages of a PDF below one another, each drawn when it comes near. */
export default function PdfPages({ bytes }: { bytes: Uint8Array }) {
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const opening = openPdf(bytes);
    let gone = false;
    opening.promise.then(
      (opened) => !gone && setPdf(opened),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
      void opening.destroy();
    };
  }, [bytes]);
  if (failed) return <p role="alert">{t('study.document.pdf.broken')}</p>;
  if (!pdf) return <p role="status">{t('common.loading')}</p>;
  return (
    <div className="flex flex-col gap-2" data-testid="pdf" data-pages={pdf.numPages}>
      {Array.from({ length: pdf.numPages }, (_, at) => (
        <Page key={at} pdf={pdf} number={at + 1} />
      ))}
    </div>
  );
}
