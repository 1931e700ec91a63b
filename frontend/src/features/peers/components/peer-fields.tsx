import { peerServiceSchema, type Peer } from '@firstread/contract';
import type { ReactNode } from 'react';
import { CheckField, Field, FieldGroup, TextAreaField } from '@/components/ui/field';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';

interface Props {
  peer: Peer | null;
  problems: Problems;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 border-b border-line pb-1 text-[12px] font-semibold">{title}</h3>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">{children}</div>
    </section>
  );
}

function Identity({ peer, problems }: Props) {
  return (
    <Part title={t('peers.form.calls')}>
      <Field
        label={t('peers.form.aeTitle')}
        hint={t('peers.form.aeTitle.hint')}
        name="aeTitle"
        defaultValue={peer?.aeTitle}
        spellCheck={false}
        error={problems['aeTitle']}
      />
      <Field
        label={t('peers.form.name')}
        hint={t('peers.form.name.hint')}
        name="name"
        defaultValue={peer?.name}
        error={problems['name']}
      />
      <Field
        label={t('peers.form.host')}
        hint={t('peers.form.host.hint')}
        name="host"
        defaultValue={peer?.host}
        spellCheck={false}
        error={problems['host']}
      />
      <Field
        label={t('peers.form.port')}
        name="port"
        inputMode="numeric"
        defaultValue={peer?.port ?? 104}
        error={problems['port']}
      />
      <div className="flex flex-col gap-2">
        <CheckField
          label={t('peers.form.enabled')}
          hint={t('peers.form.enabled.hint')}
          name="enabled"
          defaultChecked={peer?.enabled ?? true}
        />
        <CheckField
          label={t('peers.form.tls')}
          hint={t('peers.form.tls.hint')}
          name="tls"
          defaultChecked={peer?.tls ?? false}
        />
      </div>
      <TextAreaField
        label={t('peers.form.addresses')}
        hint={t('peers.form.addresses.hint')}
        name="addresses"
        rows={2}
        spellCheck={false}
        defaultValue={peer?.addresses.join('\n')}
        error={problems['addresses']}
      />
    </Part>
  );
}

function Services({ peer, problems }: Props) {
  return (
    <Part title={t('peers.form.may')}>
      <FieldGroup
        label={t('peers.form.services')}
        hint={t('peers.form.services.hint')}
        error={problems['services']}
      >
        {peerServiceSchema.options.map((service) => (
          <CheckField
            key={service}
            label={t(`peers.service.${service}.hint`)}
            name="services"
            value={service}
            defaultChecked={peer?.services.includes(service) ?? service === 'store'}
          />
        ))}
      </FieldGroup>
      <div className="flex flex-col gap-3">
        <CheckField
          label={t('peers.form.destination')}
          hint={t('peers.form.destination.hint')}
          name="destination"
          defaultChecked={peer?.destination ?? false}
        />
        <Field
          label={t('peers.form.maxAssociations')}
          hint={t('peers.form.maxAssociations.hint')}
          name="maxAssociations"
          inputMode="numeric"
          defaultValue={peer?.maxAssociations ?? 10}
          error={problems['maxAssociations']}
        />
        <Field
          label={t('peers.form.backfill')}
          hint={t('peers.form.backfill.hint')}
          name="backfillAgeDays"
          inputMode="numeric"
          defaultValue={peer?.backfillAgeDays ?? ''}
          error={problems['backfillAgeDays']}
        />
      </div>
    </Part>
  );
}

function Web({ peer, problems }: Props) {
  const has = peer?.hasDicomwebToken ?? false;
  return (
    <Part title={t('peers.form.web')}>
      <Field
        label={t('peers.form.url')}
        hint={t('peers.form.url.hint')}
        name="dicomwebUrl"
        inputMode="url"
        spellCheck={false}
        defaultValue={peer?.dicomwebUrl ?? ''}
        error={problems['dicomwebUrl']}
      />
      <div className="flex flex-col gap-2">
        <Field
          label={t('peers.form.token')}
          hint={t(has ? 'peers.form.token.kept' : 'peers.form.token.hint')}
          name="dicomwebToken"
          type="password"
          autoComplete="new-password"
          error={problems['dicomwebToken']}
        />
        {has && <CheckField label={t('peers.form.token.remove')} name="removeToken" />}
      </div>
    </Part>
  );
}

/** Every field of a peer with its meaning in words. */
export function PeerFields(props: Props) {
  return (
    <>
      <Identity {...props} />
      <Services {...props} />
      <Web {...props} />
    </>
  );
}
