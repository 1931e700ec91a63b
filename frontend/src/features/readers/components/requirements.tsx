'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RecordDialog } from '@/components/form/record-dialog';
import { ListSection } from '@/components/list/list-section';
import { Button } from '@/components/ui/button';
import { TextAreaField } from '@/components/ui/field';
import { t, tn } from '@/lib/i18n';
import { fetchRequirements, requirementsKey, saveRequirements } from '../api/readers';
import { readRequirements, requirementLines } from '../model/forms';

/** Which modality or body part asks for which credential. */
export function Requirements() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: requirementsKey,
    queryFn: ({ signal }) => fetchRequirements(signal),
  });
  const [editing, setEditing] = useState(false);
  const requirements = query.data?.requirements ?? [];
  const lines = requirementLines(requirements);
  return (
    <>
      <ListSection
        title={t('requirements.title')}
        intro={t('requirements.intro')}
        testId="requirements"
        query={query}
        status={tn('requirements.count', requirements.length)}
        action={query.data && <Button onClick={() => setEditing(true)}>{t('requirements.edit')}</Button>}
        empty={null}
      >
        <p className="text-[13px] whitespace-pre-line">{lines}</p>
      </ListSection>
      {editing && (
        <RecordDialog
          title={t('requirements.title')}
          description={t('requirements.intro')}
          testId="requirements-dialog"
          read={readRequirements}
          save={async (input) => client.setQueryData(requirementsKey, await saveRequirements(input))}
          onSaved={() => setEditing(false)}
          onClose={() => setEditing(false)}
        >
          {(problems) => (
            <TextAreaField
              label={t('requirements.lines')}
              hint={t('requirements.lines.hint')}
              name="requirements"
              rows={6}
              defaultValue={lines}
              error={problems['requirements.subject'] ?? problems['requirements.credential']}
            />
          )}
        </RecordDialog>
      )}
    </>
  );
}
