'use client';
import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import Link from 'next/link';
import type { CriticalSettings } from '@firstread/contract';
import { ListSection } from '@/components/list/list-section';
import { Instant } from '@/components/ui/instant';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { fetchSettings, settingsKey } from '../api/critical';
import { CatalogueEditor } from './catalogue-editor';
import { Contacts } from './contacts';
import { SettingsForm } from './settings-form';

/** Catalogue, time limits, escalation and contacts. */
export function CriticalSettingsScreen() {
  const query = useQuery({ queryKey: settingsKey, queryFn: ({ signal }) => fetchSettings(signal) });
  const settings = query.data;
  return (
    <>
      <ListSection
        title={t('criticalSettings.title')}
        intro={t('criticalSettings.intro')}
        testId="critical-settings"
        query={query}
        empty={null}
        action={<ReportLink />}
        status={settings && <Changed changed={settings.changed} />}
      >
        {settings && (
          <>
            <Undeliverable settings={settings} />
            {/* A change of the catalogue alone leaves what is typed here. */}
            <SettingsForm key={JSON.stringify([settings.minutes, settings.steps])} settings={settings} />
          </>
        )}
      </ListSection>
      {settings && <CatalogueEditor settings={settings} query={query} />}
      <Contacts />
    </>
  );
}

/** Who changed it last. */
function Changed({ changed }: Pick<CriticalSettings, 'changed'>) {
  if (!changed) return <span className="min-w-0 truncate">{t('criticalSettings.shipped')}</span>;
  return (
    <span className="min-w-0 truncate">
      <bdi>{t('criticalSettings.changed', { by: changed.by })}</bdi>, <Instant at={changed.at} />
    </span>
  );
}

/** What keeps messages from being delivered. */
function Undeliverable({
  settings: { mailServer, webhookSecretSet, steps },
}: {
  settings: CriticalSettings;
}) {
  const kinds = new Set(Object.values(steps).flatMap(({ targets }) => targets.map(({ kind }) => kind)));
  return (
    <>
      {kinds.has('email') && !mailServer && (
        <p className="mb-3 text-[12px] text-amber">{t('criticalSettings.noMail')}</p>
      )}
      {kinds.has('webhook') && !webhookSecretSet && (
        <p className="mb-3 text-[12px] text-amber">{t('criticalSettings.noSecret')}</p>
      )}
    </>
  );
}

function ReportLink() {
  if (!useMay('critical.report')) return null;
  return (
    <Link
      href="/critical/report"
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-line-strong bg-surface-2 px-3 text-[13px] hover:bg-surface-3"
    >
      <FileText size={14} aria-hidden /> {t('criticalSettings.report')}
    </Link>
  );
}
