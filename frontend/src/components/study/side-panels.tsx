'use client';
import { BrainCircuit, type LucideIcon } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { t } from '@/lib/i18n';
import type { StudyPanel, StudyPanelContext } from './panel';

interface Props {
  panels: readonly StudyPanel[];
  context: StudyPanelContext;
  /** False while the images come first: the tabs are there, and what is in them is not asked for yet. */
  filled: boolean;
  /** The AI results, which are the page's own. */
  ai: ReactNode;
  shown: boolean;
  /** A panel comes to the front, on its key. */
  onShow: () => void;
}

const tabClass =
  'flex h-8 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-[12px] text-text-3 hover:text-text-1 data-[state=active]:border-cyan data-[state=active]:text-text-1';

interface TabProps {
  id: string;
  icon: LucideIcon;
  label: string;
  children?: ReactNode;
}

function Tab({ id, icon: Icon, label, children }: TabProps) {
  return (
    <Tabs.Trigger value={id} className={tabClass} data-testid={`tab-${id}`}>
      <Icon size={14} aria-hidden />
      {label}
      {children}
    </Tabs.Trigger>
  );
}

interface TabsProps extends Props {
  current: string;
  onChange: (id: string) => void;
}

function PanelTabs({ panels, context, filled, ai, current, onChange, onShow }: TabsProps) {
  const show = (id: string): void => {
    onShow();
    onChange(id);
  };
  return (
    <Tabs.Root value={current} onValueChange={onChange} className="flex h-full min-h-0 flex-col">
      <Tabs.List
        aria-label={t('study.panels')}
        className="flex shrink-0 overflow-x-auto border-b border-line bg-surface-1"
      >
        <Tab id="ai" icon={BrainCircuit} label={t('study.panel.ai.short')} />
        {panels.map(({ id, icon, label, mark: Mark }) => (
          <Tab key={id} id={id} icon={icon} label={t(label)}>
            {filled && Mark && <Mark study={context.study} />}
          </Tab>
        ))}
      </Tabs.List>
      <Tabs.Content value="ai" forceMount className="min-h-0 flex-1 data-[state=inactive]:hidden">
        {ai}
      </Tabs.Content>
      {panels.map(({ id, render }) => (
        <Tabs.Content
          key={id}
          value={id}
          forceMount
          className="min-h-0 flex-1 overflow-y-auto data-[state=inactive]:hidden"
        >
          {filled && render({ ...context, show: () => show(id) })}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

/** What stands beside the images: the AI results, and what other features bring. All stay as they are left. */
export function SidePanels(props: Props) {
  const [current, setCurrent] = useState('ai');
  return (
    <div
      hidden={!props.shown}
      data-wide={current !== 'ai' || undefined}
      className="w-[300px] shrink-0 border-l border-line bg-surface-1 data-wide:w-[440px] max-md:order-2 max-md:w-auto! max-md:border-t"
    >
      {props.panels.length === 0 ? (
        props.ai
      ) : (
        <PanelTabs {...props} current={current} onChange={setCurrent} />
      )}
    </div>
  );
}
