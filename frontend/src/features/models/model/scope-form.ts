import { textOf } from '@/lib/form/text-of';
import { canaryScopeSchema, type CanaryScope } from '@firstread/contract';

/** Reads the scope of a canary from its form; undefined where a field cannot be read. */
export function readScope(form: FormData): CanaryScope | undefined {
  const text = (name: string): string => textOf(form, name).trim();
  const list = (name: string): string[] =>
    text(name)
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
  const [institutions, modalities] = [list('institutions'), list('modalities')];
  const shift = /^(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)$/.exec(text('shift'));
  if (text('shift') !== '' && !shift) return undefined;
  const parsed = canaryScopeSchema.safeParse({
    ...(institutions.length > 0 ? { institutions } : {}),
    ...(modalities.length > 0 ? { modalities } : {}),
    ...(shift ? { shift: { from: shift[1], until: shift[2] } } : {}),
    ...(text('share') === '' ? {} : { share: Number(text('share')) / 100 }),
  });
  return parsed.success ? parsed.data : undefined;
}
