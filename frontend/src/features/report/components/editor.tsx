'use client';
import { useQuery } from '@tanstack/react-query';
import { useState, type ChangeEvent, type KeyboardEvent } from 'react';
import type { ReportInsertion, ReportMacro, ReportSection } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { t } from '@/lib/i18n';
import { fetchMacros, macrosKey } from '../api/kit';
import type { DraftSaver, DraftText, SaveState } from '../model/draft-saver';
import { expanded } from '../model/macros';

const noMacros: readonly ReportMacro[] = [];

interface Props {
  saver: DraftSaver;
  prefills: readonly ReportInsertion[];
  onSign: () => void;
}

/** Plain fields, as dictation types into them: undo and spelling are the browser's own. */
export function Editor({ saver, prefills, onSign }: Props) {
  const [text, setText] = useState<DraftText>(saver.text);
  const macros = useQuery({ queryKey: macrosKey, queryFn: ({ signal }) => fetchMacros(signal) });
  const [at, setAt] = useState<ReportSection['id'] | null>(null);
  const change = (next: DraftText): void => {
    setText(next);
    saver.change(next);
  };
  const write = (id: ReportSection['id'], value: string): void =>
    change({
      ...text,
      sections: text.sections.map((one) => (one.id === id ? { ...one, text: value } : one)),
    });
  const type = (id: ReportSection['id'], { target }: ChangeEvent<HTMLTextAreaElement>): void => {
    const found = expanded(target.value, target.selectionStart, macros.data?.macros ?? noMacros);
    write(id, found?.text ?? target.value);
    if (found) requestAnimationFrame(() => target.setSelectionRange(found.cursor, found.cursor));
  };
  const insert = (one: ReportInsertion): void => {
    const into =
      text.sections.find(({ id }) => id === at) ?? text.sections.find(({ id }) => id === 'findings');
    const section = into ?? text.sections[0];
    if (!section) return;
    const joined = section.text.trim() === '' ? one.text : `${section.text.trimEnd()}\n${one.text}`;
    change({
      sections: text.sections.map((old) => (old.id === section.id ? { ...old, text: joined } : old)),
      insertions: [...text.insertions.filter((old) => old.text !== one.text), one],
    });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.key === 's') void saver.flush();
    else if (event.key === 'Enter') onSign();
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex flex-col gap-2" onKeyDown={onKey} title={t('report.macros.hint')}>
      {text.sections.map(({ id, text: value }) => (
        <label key={id} className="flex flex-col gap-1 text-[12px] font-medium text-text-2">
          {t(`report.section.${id}`)}
          <textarea
            dir="auto"
            spellCheck
            value={value}
            rows={id === 'findings' || id === 'addendum' ? 8 : 2}
            maxLength={20_000}
            onFocus={() => setAt(id)}
            onChange={(event) => type(id, event)}
            data-testid={`report-${id}`}
            className="rounded-md border border-line-strong bg-surface-0 px-2.5 py-1.5 text-[13px] font-normal text-text-1"
          />
        </label>
      ))}
      {prefills.length > 0 && (
        <div
          role="group"
          aria-label={t('report.prefill')}
          className="flex flex-wrap items-center gap-1 text-[12px]"
        >
          <span className="text-violet">{t('report.prefill')}</span>
          {prefills.map((one) => (
            <Button
              key={one.text}
              size="sm"
              title={one.text}
              onClick={() => insert(one)}
              data-testid="report-prefill"
            >
              {one.label} {one.value} {one.unit}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Whether what was typed is safe. */
export function SaveLine({ state }: { state: SaveState }) {
  const wrong = state.phase === 'offline' || state.phase === 'refused' || state.phase === 'conflict';
  const text =
    state.phase === 'refused'
      ? t('report.save.refused', { detail: state.error.message })
      : t(`report.save.${state.phase}`);
  return (
    <p
      role={wrong ? 'alert' : 'status'}
      data-testid="report-save"
      data-state={state.phase}
      className={`min-w-0 flex-1 text-[12px] ${wrong ? 'text-amber' : 'text-text-3'}`}
    >
      {text}
    </p>
  );
}
