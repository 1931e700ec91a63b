import { useMemo } from 'react';
import { t } from '@/lib/i18n';
import { differingWords, type Part } from '@/lib/text/differing-words';

interface Props {
  /** What each is, in words. */
  heads: readonly [string, string];
  texts: readonly [string, string];
  /** Whether what only one has is marked; of texts that were written apart that would be all. */
  marked?: boolean;
}

/** Two texts side by side. */
export function ComparedText({ heads, texts, marked = true }: Props) {
  const [first, second] = texts;
  const parts = useMemo(
    () => (marked ? differingWords(first, second) : { one: unmarked(first), other: unmarked(second) }),
    [marked, first, second],
  );
  return (
    <div className="grid grid-cols-2 gap-2 max-sm:grid-cols-1" data-testid="compared-text">
      <Side head={heads[0]} parts={parts.one} />
      <Side head={heads[1]} parts={parts.other} />
    </div>
  );
}

function unmarked(text: string): Part[] {
  return text === '' ? [] : [{ text, differs: false }];
}

function Side({ head, parts }: { head: string; parts: readonly Part[] }) {
  return (
    <div className="min-w-0 rounded-md bg-surface-0 p-2">
      <p className="mb-0.5 text-[11px] text-text-3">{head}</p>
      <p dir="auto" className="break-words whitespace-pre-wrap">
        {parts.length === 0 && <span className="text-text-3">{t('compared.nothing')}</span>}
        {parts.map(({ text, differs }, index) =>
          differs ? (
            <mark
              key={index}
              className="rounded-[2px] bg-amber-soft text-text-1 underline decoration-amber decoration-2 underline-offset-2"
            >
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </p>
    </div>
  );
}
