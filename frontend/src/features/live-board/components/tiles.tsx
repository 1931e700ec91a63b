'use client';
import { AT_RISK_MINUTES, type LiveBoard } from '@firstread/contract';
import Link from 'next/link';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatDuration } from '@/lib/format/duration';
import { t } from '@/lib/i18n';
import { aiTotals, dueFirst, listOf } from '../model/board';
import type { Tone } from './figure';

interface Tile {
  id: string;
  label: string;
  count: number;
  detail: string;
  href: string;
  tone: Tone;
}

const tones: Record<Tone, string> = {
  plain: 'border-line text-text-1',
  red: 'border-red/50 text-red',
  amber: 'border-amber/50 text-amber',
};

const toneOf = (count: number, tone: Tone): Tone => (count > 0 ? tone : 'plain');

function attention(id: string, label: string, figure: LiveBoard['critical'], href: string): Tile[] {
  if (!figure) return [];
  const { open, overdue } = figure;
  const detail = overdue > 0 ? t('board.tile.late', { count: overdue }) : t('board.tile.inTime');
  return [{ id, label, count: open, detail, href, tone: toneOf(overdue, 'red') }];
}

function tilesOf({ unread, due, ai, critical, alerts, oldest }: LiveBoard, now: number): Tile[] {
  const { pending, running, failed, notEvaluable } = aiTotals(ai);
  const longest = oldest[0];
  return [
    {
      id: 'unread',
      label: t('board.tile.unread'),
      count: unread.total,
      detail: longest
        ? t('board.tile.longest', { age: formatDuration(now - Date.parse(longest.readyAt)) })
        : '',
      href: listOf(null),
      tone: 'plain',
    },
    {
      id: 'overdue',
      label: t('board.tile.overdue'),
      count: due.overdue,
      detail: '',
      href: listOf({ overdue: true }),
      tone: toneOf(due.overdue, 'red'),
    },
    {
      id: 'atRisk',
      label: t('board.tile.atRisk', { minutes: AT_RISK_MINUTES }),
      count: due.atRisk,
      detail: '',
      href: listOf(null, dueFirst),
      tone: toneOf(due.atRisk, 'amber'),
    },
    {
      id: 'ai',
      label: t('board.tile.ai'),
      count: pending,
      detail: t('board.tile.ai.detail', { running }),
      href: '/models',
      tone: 'plain',
    },
    {
      id: 'failed',
      label: t('board.tile.failed'),
      count: failed,
      detail: t('board.tile.failed.detail', { count: notEvaluable }),
      href: '/models',
      tone: toneOf(failed, 'amber'),
    },
    ...attention('critical', t('board.tile.critical'), critical, '/critical'),
    ...attention('alerts', t('board.tile.alerts'), alerts, listOf({ aiSuspected: true })),
  ];
}

/** What a glance from across the room takes in. */
export function Tiles({ board }: { board: LiveBoard }) {
  const now = useNowRounded(60_000);
  return (
    <ul className="grid auto-cols-fr grid-flow-col gap-2 max-lg:grid-flow-row max-lg:grid-cols-4 max-sm:grid-cols-2">
      {tilesOf(board, now).map(({ id, label, count, detail, href, tone }) => (
        <li key={id}>
          <Link
            href={href}
            data-testid={`tile-${id}`}
            className={`flex h-full min-h-[92px] flex-col rounded-lg border bg-surface-1 px-3 py-2 hover:bg-surface-2 ${tones[tone]}`}
          >
            <span className="text-[12px] text-text-2">{label}</span>
            <span data-testid="tile-count" className="tabular text-[34px] leading-10 font-semibold">
              {count}
            </span>
            <span className="min-h-5 text-[12px] text-text-2">{detail}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
