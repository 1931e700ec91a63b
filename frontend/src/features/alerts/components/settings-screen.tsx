'use client';
import { useQuery } from '@tanstack/react-query';
import { ListSection } from '@/components/list/list-section';
import { t } from '@/lib/i18n';
import { fetchSettings, settingsKey } from '../api/alerts';
import { Messages } from './messages';
import { SettingsForm } from './settings-form';
import { TargetTests } from './target-tests';

/** How alerts escalate, and what has been sent. */
export function AlertSettingsScreen() {
  const query = useQuery({ queryKey: settingsKey, queryFn: ({ signal }) => fetchSettings(signal) });
  return (
    <>
      <ListSection
        title={t('alertSettings.title')}
        intro={t('alertSettings.intro')}
        testId="alert-settings"
        query={query}
        empty={null}
        status={query.data?.mailServer === false && t('alertSettings.noMail')}
      >
        {query.data && (
          <>
            <SettingsForm key={query.data.version} settings={query.data} />
            <TargetTests steps={query.data.steps} />
          </>
        )}
      </ListSection>
      <Messages />
    </>
  );
}
