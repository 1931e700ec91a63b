'use client';
import { subspecialtySchema, type Reader, type ReaderProfile } from '@firstread/contract';
import { useQuery } from '@tanstack/react-query';
import { RecordDialog } from '@/components/form/record-dialog';
import { CheckField, Field, FieldGroup, TextAreaField } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';
import { fetchProfile, profileKey, saveProfile } from '../api/readers';
import { readProfile } from '../model/forms';

function ProfileFields({ profile, problems }: { profile: ReaderProfile; problems: Problems }) {
  const { rights, capRvu, shiftCapRvu } = profile;
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <Field
          label={t('readers.form.modalities')}
          hint={t('readers.form.modalities.hint')}
          name="rights.modalities"
          defaultValue={rights.modalities.join(', ')}
          error={problems['rights.modalities']}
        />
      </div>
      <Field
        label={t('readers.form.cap')}
        hint={t('readers.form.cap.hint')}
        name="capRvu"
        inputMode="decimal"
        defaultValue={capRvu ?? ''}
        error={problems['capRvu']}
      />
      <Field
        label={t('readers.form.shiftCap')}
        hint={t('readers.form.shiftCap.hint')}
        name="shiftCapRvu"
        inputMode="decimal"
        defaultValue={shiftCapRvu ?? ''}
        error={problems['shiftCapRvu']}
      />
      <FieldGroup label={t('readers.form.subspecialties')} hint={t('readers.form.subspecialties.hint')}>
        {subspecialtySchema.options.map((one) => (
          <CheckField
            key={one}
            label={t(`subspecialty.${one}`)}
            name="rights.subspecialties"
            value={one}
            defaultChecked={rights.subspecialties.includes(one)}
          />
        ))}
      </FieldGroup>
      <div className="flex flex-col gap-3">
        <TextAreaField
          label={t('readers.form.sites')}
          hint={t('readers.form.sites.hint')}
          name="rights.sites"
          rows={2}
          defaultValue={rights.sites.join('\n')}
          error={problems['rights.sites']}
        />
        <TextAreaField
          label={t('readers.form.credentials')}
          hint={t('readers.form.credentials.hint')}
          name="rights.credentials"
          rows={2}
          defaultValue={rights.credentials.join('\n')}
          error={problems['rights.credentials']}
        />
      </div>
    </div>
  );
}

/** What a reader may read and how much they hold at most. */
export function ProfileDialog({
  reader,
  onSaved,
  onClose,
}: {
  reader: Reader;
  onSaved: () => void;
  onClose: () => void;
}) {
  const toast = useToast();
  const query = useQuery({
    queryKey: profileKey(reader.id),
    queryFn: ({ signal }) => fetchProfile(reader.id, signal),
    gcTime: 0,
  });
  const profile = query.data;
  if (!profile) return null;
  return (
    <RecordDialog
      key={profile.version}
      title={t('readers.form.title', { name: reader.displayName })}
      description={t('readers.form.lead')}
      testId="reader-dialog"
      read={(form) => readProfile(form, profile.version)}
      save={async (input) => {
        await saveProfile(reader.id, input);
        toast({ text: t('readers.form.saved', { name: reader.displayName }) });
      }}
      onSaved={onSaved}
      onClose={onClose}
      onReload={() => void query.refetch()}
    >
      {(problems) => <ProfileFields profile={profile} problems={problems} />}
    </RecordDialog>
  );
}
