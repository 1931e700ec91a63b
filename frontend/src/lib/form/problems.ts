import { t } from '@/lib/i18n';

/** What a contract schema says about one value. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly expected?: unknown;
}

interface Schema<T> {
  safeParse(
    input: unknown,
  ): { success: true; data: T } | { success: false; error: { readonly issues: readonly Issue[] } };
}

/** Problems by field, named by its path: "port", "filter.sources". */
export type Problems = Readonly<Record<string, string>>;

export type Checked<T> = { input: T } | { problems: Problems };

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}

function limitText(issue: Issue, value: unknown): string {
  const limit = String(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  if (issue.origin === 'array')
    return issue.code === 'too_small' ? t('form.choose') : t('form.tooMany', { limit });
  if (issue.origin === 'string') {
    if (issue.code === 'too_small') return t('form.required');
    return t('form.tooLong', { limit });
  }
  if (Number.isNaN(value)) return t('form.number');
  return t(issue.code === 'too_small' ? 'form.atLeast' : 'form.atMost', { limit });
}

/** The schema's own message; one that goes on from the value ("is no IP address") is given the value. */
function textOf(issue: Issue, input: unknown): string {
  const value = valueAt(input, issue.path);
  if (value === '' || value === undefined) return t('form.required');
  if (issue.code === 'too_small' || issue.code === 'too_big') return limitText(issue, value);
  if (issue.code === 'invalid_type') {
    if (typeof value !== 'number') return t('form.invalid');
    return t(Number.isNaN(value) ? 'form.number' : 'form.whole');
  }
  if (/^is /.test(issue.message) && typeof value === 'string') return `“${value}” ${issue.message}`;
  return issue.message;
}

/** Checks a form against its contract schema; one problem for each field, the first. */
export function check<T>(schema: Schema<T>, input: unknown): Checked<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { input: parsed.data };
  const problems: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path.filter((key) => typeof key === 'string').join('.');
    problems[field] ??= textOf(issue, input);
  }
  return { problems };
}
