import Link from 'next/link';

export type Tone = 'plain' | 'red' | 'amber';

const tones: Record<Tone, string> = { plain: 'text-text-1', red: 'text-red', amber: 'text-amber' };

/** A count that leads to what it counts; nought is quiet and leads nowhere. */
export function Figure({
  count,
  href,
  label,
  tone = 'plain',
}: {
  count: number;
  href: string;
  label: string;
  tone?: Tone;
}) {
  if (count === 0) return <span className="text-text-3">0</span>;
  return (
    <Link
      href={href}
      aria-label={label}
      className={`font-semibold underline-offset-2 hover:underline ${tones[tone]}`}
    >
      {count}
    </Link>
  );
}
