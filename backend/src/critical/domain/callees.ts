import type { Callee, Callees, Contact } from '@firstread/contract';

/** What is known of who wants to know. */
export interface Known {
  /** For display; empty where nobody is named. */
  referrer: string;
  location: string | null;
  contacts: readonly Contact[];
}

const MIN_NAME = 2;

/** Contacts of the place where the patient is come first; the referrer has the numbers that a contact of this name has. */
export function calleesOf({ referrer, location, contacts }: Known): Callees {
  const here = contacts.filter((one) => one.location !== null && same(one.location, location ?? ''));
  const others = contacts.filter((one) => !here.includes(one));
  const known = contacts.find(({ name }) => same(name, referrer));
  return {
    referrer:
      referrer.trim().length < MIN_NAME
        ? null
        : {
            name: referrer.trim(),
            role: 'referrer',
            phone: known?.phone ?? null,
            email: known?.email ?? null,
          },
    location,
    contacts: [...here, ...others].map(calleeOf),
  };
}

function calleeOf({ name, role, phone, email }: Contact): Callee {
  return { name, role, phone, email };
}

function same(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
