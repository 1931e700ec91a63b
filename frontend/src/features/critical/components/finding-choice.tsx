'use client';
import { useId, useState, type KeyboardEvent } from 'react';
import type { CriticalCatalogue } from '@firstread/contract';
import { formatDuration } from '@/lib/format/duration';
import { t } from '@/lib/i18n';
import { choicesFor, minutesFor, type Choice } from '../model/catalogue';
import { LevelMark } from './marks';

interface Props {
  catalogue: CriticalCatalogue;
  text: string;
  chosen: Choice | null;
  error: string | undefined;
  onText: (text: string) => void;
  onChoose: (choice: Choice) => void;
}

const MINUTE = 60_000;

/** A finding of the catalogue by its first letters, or the reader's own words. Enter takes one; another goes on. */
export function FindingChoice({ catalogue, text, chosen, error, onText, onChoose }: Props) {
  const id = useId();
  const [active, setActive] = useState(0);
  const [focused, setFocused] = useState(false);
  const choices = choicesFor(catalogue.findings, text);
  const open = focused && chosen === null && choices.length > 0;
  const marked = Math.min(active, choices.length - 1);
  const choose = (choice: Choice): void => {
    setActive(0);
    onChoose(choice);
  };
  const move = (step: number): void => {
    const next = (marked + step + choices.length) % choices.length;
    setActive(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.currentTarget.blur();
      return;
    }
    const choice = choices[marked];
    if (!open || !choice) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') choose(choice);
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative flex flex-col gap-1">
      <label htmlFor={id} className="text-[12px] font-medium text-text-2">
        {t('critical.mark.finding')}
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-${marked}` : undefined}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-said`}
        data-testid="critical-finding"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        maxLength={200}
        value={text}
        onChange={(event) => {
          setActive(0);
          onText(event.target.value);
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
        className="h-9 rounded-md border border-line-strong bg-surface-0 px-2.5 text-[13px] aria-invalid:border-amber"
      />
      <p id={`${id}-said`} className={`text-[12px] ${error === undefined ? 'text-text-3' : 'text-amber'}`}>
        {error ?? t('critical.mark.finding.hint')}
      </p>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={t('critical.mark.finding.list')}
        hidden={!open}
        className="absolute top-[62px] right-0 left-0 z-20 max-h-72 overflow-y-auto rounded-md border border-line-strong bg-surface-2 py-1 shadow-xl shadow-black/50"
      >
        {choices.map((choice, index) => (
          <li
            key={choice.code ?? ' own'}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === marked}
            data-testid="critical-option"
            // Before the blur that would close the list.
            onPointerDown={(event) => {
              event.preventDefault();
              choose(choice);
            }}
            className="flex min-h-8 cursor-default items-center gap-2 px-2.5 py-1 aria-selected:bg-surface-3 max-md:min-h-10"
          >
            <Option choice={choice} catalogue={catalogue} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Option({ choice, catalogue }: { choice: Choice; catalogue: CriticalCatalogue }) {
  const { code, label, level } = choice;
  if (level === null)
    return <span className="min-w-0 break-words">{t('critical.mark.free', { text: label })}</span>;
  return (
    <>
      <bdi className="min-w-0 flex-1 break-words">{label}</bdi>
      <LevelMark level={level} />
      <span className="tabular w-14 text-right text-[12px] text-text-3">
        {formatDuration(minutesFor(catalogue, code, level) * MINUTE)}
      </span>
    </>
  );
}
