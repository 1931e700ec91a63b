import { contactRoleSchema, type Callee, type Callees } from '@firstread/contract';
import { t } from '@/lib/i18n';

/** Whom to call, as it is chosen: by place in the list, somebody else, or nobody yet. */
export interface CalleeChoice {
  which: string;
  name: string;
  phone: string;
}

export const OTHER = 'other';
export const NOBODY = 'nobody';

/** The role of a contact in words; any other as it is. */
export function roleWords(role: string): string {
  const known = contactRoleSchema.safeParse(role);
  return known.success ? t(`contacts.role.${known.data}`) : role;
}

/** Who is offered, the referrer first. */
export function offered({
  referrer,
  contacts,
}: Callees): readonly { id: string; callee: Callee; text: string }[] {
  const named = ({ name, role, phone }: Callee): string =>
    [name, role && roleWords(role), phone].filter(Boolean).join(' · ');
  return [
    ...(referrer
      ? [
          {
            id: 'referrer',
            callee: referrer,
            text: t('critical.mark.call.referrer', { name: named({ ...referrer, role: null }) }),
          },
        ]
      : []),
    ...contacts.map((callee, index) => ({ id: `contact ${index}`, callee, text: named(callee) })),
  ];
}

/** The first who is offered, until the reader chooses. */
export function firstCallee(callees: Callees | undefined): CalleeChoice {
  const [first] = callees ? offered(callees) : [];
  return { which: first?.id ?? NOBODY, name: '', phone: '' };
}

export function calleeOf({ which, name, phone }: CalleeChoice, callees: Callees | undefined): Callee | null {
  if (which === OTHER && name.trim() !== '')
    return { name: name.trim(), role: null, phone: phone.trim() || null, email: null };
  return callees ? (offered(callees).find(({ id }) => id === which)?.callee ?? null) : null;
}
