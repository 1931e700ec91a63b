'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Contact as ContactIcon, Plus } from 'lucide-react';
import { contactRoleSchema, type Contact, type ContactList } from '@firstread/contract';
import { RecordDialog } from '@/components/form/record-dialog';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { RowActions } from '@/components/list/row-actions';
import { Button } from '@/components/ui/button';
import { ConfirmDelete } from '@/components/ui/confirm-dialog';
import { Field, SelectField } from '@/components/ui/field';
import { StateView } from '@/components/ui/state';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import { useEditing } from '@/lib/list/use-editing';
import { contactsKey, fetchContacts, saveContacts } from '../api/contacts';
import { readContact, withRecord } from '../model/settings-form';

function columnsOf(edits: ReturnType<typeof useEditing<Contact>>): readonly Column<Contact>[] {
  return [
    {
      id: 'name',
      head: t('contacts.name'),
      className: 'md:min-w-52',
      cell: ({ name }) => <bdi className="font-medium break-words">{name}</bdi>,
    },
    {
      id: 'role',
      head: t('contacts.role'),
      className: 'md:w-32',
      cell: ({ role }) => t(`contacts.role.${role}`),
    },
    { id: 'location', head: t('contacts.location'), cell: ({ location }) => <bdi>{location ?? '–'}</bdi> },
    {
      id: 'phone',
      head: t('contacts.phone'),
      cell: ({ phone }) => <bdi className="tabular">{phone ?? '–'}</bdi>,
    },
    {
      id: 'email',
      head: t('contacts.email'),
      cell: ({ email }) => <bdi className="break-all">{email ?? '–'}</bdi>,
    },
    {
      id: 'actions',
      head: t('list.actions'),
      className: 'md:w-24',
      cell: (contact) => (
        <RowActions
          editLabel={t('contacts.edit', { name: contact.name })}
          deleteLabel={t('contacts.delete', { name: contact.name })}
          onEdit={() => edits.edit(contact)}
          onDelete={() => edits.remove(contact)}
        />
      ),
    },
  ];
}

function ContactFields({ contact, problems }: { contact: Contact | null; problems: Problems }) {
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      <Field
        label={t('contacts.name')}
        name="name"
        autoFocus
        dir="auto"
        defaultValue={contact?.name}
        error={problems['name']}
      />
      <SelectField label={t('contacts.role')} name="role" defaultValue={contact?.role ?? 'ward'}>
        {contactRoleSchema.options.map((role) => (
          <option key={role} value={role}>
            {t(`contacts.role.${role}`)}
          </option>
        ))}
      </SelectField>
      <Field
        label={t('contacts.location')}
        hint={t('contacts.location.hint')}
        name="location"
        dir="auto"
        defaultValue={contact?.location ?? ''}
        error={problems['location']}
      />
      <Field
        label={t('contacts.phone')}
        name="phone"
        type="tel"
        defaultValue={contact?.phone ?? ''}
        error={problems['phone']}
      />
      <Field
        label={t('contacts.email')}
        name="email"
        inputMode="email"
        defaultValue={contact?.email ?? ''}
        error={problems['email']}
      />
    </div>
  );
}

/** Changes the list, by dialogs. */
function Editor({ list, edits }: { list: ContactList; edits: ReturnType<typeof useEditing<Contact>> }) {
  const client = useQueryClient();
  const { editing } = edits;
  const save = async (contacts: Contact[]): Promise<void> => {
    client.setQueryData(contactsKey, await saveContacts({ contacts, expectedVersion: list.version }));
  };
  if (editing?.kind === 'delete')
    return (
      <ConfirmDelete
        title={t('contacts.delete.title', { name: editing.record.name })}
        description={t('contacts.delete.lead')}
        run={() => save(list.contacts.filter(({ id }) => id !== editing.record.id))}
        onDone={edits.done}
        onClose={edits.close}
      />
    );
  if (!editing) return null;
  const before = editing.kind === 'edit' ? editing.record : null;
  return (
    <RecordDialog
      title={before ? t('contacts.edit', { name: before.name }) : t('contacts.add')}
      description={t('contacts.intro')}
      testId="contact-dialog"
      read={(form) => readContact(form, before?.id ?? crypto.randomUUID())}
      save={(contact) => save(withRecord(list.contacts, contact, ({ id }) => id === contact.id))}
      onSaved={edits.done}
      onClose={edits.close}
      onReload={edits.done}
    >
      {(problems) => <ContactFields contact={before} problems={problems} />}
    </RecordDialog>
  );
}

/** Whom readers call. */
export function Contacts() {
  const query = useQuery({ queryKey: contactsKey, queryFn: ({ signal }) => fetchContacts(signal) });
  const edits = useEditing<Contact>(contactsKey);
  const rows = query.data?.contacts ?? [];
  return (
    <>
      <ListSection
        title={t('contacts.title')}
        intro={t('contacts.intro')}
        testId="contacts"
        query={query}
        action={
          <Button onClick={edits.add} data-testid="contact-add">
            <Plus size={14} aria-hidden /> {t('contacts.add')}
          </Button>
        }
        empty={
          query.data && rows.length === 0 ? (
            <StateView icon={<ContactIcon size={18} />} title={t('contacts.empty')} testId="contacts-empty">
              {t('contacts.empty.body')}
            </StateView>
          ) : null
        }
      >
        <DataTable
          label={t('contacts.title')}
          columns={columnsOf(edits)}
          rows={rows}
          rowKey={({ id }) => id}
          testId="contacts-table"
        />
      </ListSection>
      {query.data && <Editor list={query.data} edits={edits} />}
    </>
  );
}
