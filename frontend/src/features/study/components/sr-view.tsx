import { Sparkles } from 'lucide-react';
import { t } from '@/lib/i18n';
import type { ContentItem, DocumentReference, SrDocument } from '../model/sr-document';

interface Jump {
  onGoToImage: (sopInstanceUid: string) => void;
}

function Reference({ reference, onGoToImage }: { reference: DocumentReference } & Jump) {
  return (
    <button
      type="button"
      data-testid="document-image"
      onClick={() => onGoToImage(reference.sopInstanceUid)}
      className="rounded text-cyan hover:underline"
    >
      {reference.frames.length > 0
        ? t('study.document.frames', { frames: reference.frames.join(', ') })
        : t('study.document.image')}
    </button>
  );
}

function Item({ item, onGoToImage }: { item: ContentItem } & Jump) {
  const { concept, value, reference, children, type } = item;
  const section = type === 'CONTAINER';
  return (
    <li data-testid="content-item" data-type={type} className={section ? 'mt-2 first:mt-0' : ''}>
      <div className="flex flex-wrap items-baseline gap-x-2">
        {concept !== null && (
          <span dir="auto" className={section ? 'font-semibold' : 'text-text-2'}>
            {concept}
            {!section && ':'}
          </span>
        )}
        {type === 'REFERENCE' && <span>{t('study.document.item', { item: value ?? '' })}</span>}
        {value !== null && type !== 'REFERENCE' && (
          <span dir="auto" className={`whitespace-pre-wrap ${type === 'NUM' ? 'num font-medium' : ''}`}>
            {value}
          </span>
        )}
        {reference && type === 'IMAGE' && <Reference reference={reference} onGoToImage={onGoToImage} />}
        {reference && type !== 'IMAGE' && (
          <span className="num break-all text-text-3">{reference.sopInstanceUid}</span>
        )}
      </div>
      <Items items={children} onGoToImage={onGoToImage} />
    </li>
  );
}

const isPlainImage = ({ type, concept, children }: ContentItem): boolean =>
  type === 'IMAGE' && concept === null && children.length === 0;

/** Images of which nothing is said, in one line. */
function Images({ items, onGoToImage }: { items: readonly ContentItem[] } & Jump) {
  const references = items.flatMap(({ reference }) => reference ?? []);
  if (references.length === 0) return null;
  return (
    <li className="flex flex-wrap gap-x-3" data-testid="document-images">
      {references.map((reference, index) => (
        <Reference key={index} reference={reference} onGoToImage={onGoToImage} />
      ))}
    </li>
  );
}

function Items({ items, onGoToImage }: { items: readonly ContentItem[] } & Jump) {
  if (items.length === 0) return null;
  return (
    <ul className="ml-3 flex flex-col gap-0.5 border-l border-line pl-3">
      {items.map((item, index) =>
        isPlainImage(item) ? null : <Item key={index} item={item} onGoToImage={onGoToImage} />,
      )}
      <Images items={items.filter(isPlainImage)} onGoToImage={onGoToImage} />
    </ul>
  );
}

function stateWords({ complete, verified, verifiedBy }: SrDocument): string {
  const words = [
    complete === null ? null : t(complete ? 'study.document.complete' : 'study.document.partial'),
    verified === null ? null : t(verified ? 'study.document.verified' : 'study.document.unverified'),
    verifiedBy,
  ];
  return words.filter((word) => word !== null).join(' · ');
}

/** A structured report as its content tree, every number as the object has it. */
export function SrView({ document, onGoToImage }: { document: SrDocument } & Jump) {
  return (
    <>
      <h3 className="text-[15px] font-semibold" dir="auto">
        {document.title ?? t('study.document.untitled')}
      </h3>
      <p className="mb-2 text-[12px] text-text-2">{stateWords(document)}</p>
      {document.byDevice === true && (
        <p className="mb-2 flex items-center gap-1.5 text-[12px] text-violet">
          <Sparkles size={13} aria-hidden /> {t('study.document.byDevice')}
        </p>
      )}
      <Items items={document.content} onGoToImage={onGoToImage} />
    </>
  );
}
