import { contactListSchema, type ContactList, type ContactListChange } from '@firstread/contract';
import { request } from '@/lib/api/http';

export const contactsKey = ['contacts'] as const;

export function fetchContacts(signal: AbortSignal): Promise<ContactList> {
  return request('/api/v1/contacts', contactListSchema, { signal });
}

export function saveContacts(body: ContactListChange): Promise<ContactList> {
  return request('/api/v1/contacts', contactListSchema, { method: 'PUT', body });
}
