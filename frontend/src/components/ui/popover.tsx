'use client';
import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { OpenMenu } from './open-menu';

interface Props {
  /** The button that opens it. */
  trigger: ReactNode;
  label: string;
  testId: string;
  children: ReactNode;
}

/** A small panel under its button, which closes with Escape or a click elsewhere. */
export function Popover({ trigger, label, testId, children }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          data-testid={testId}
          className="settle z-40 max-h-[min(640px,80vh)] w-72 max-w-[calc(100vw-16px)] overflow-auto rounded-lg border border-line-strong bg-surface-2 p-3 text-[12px] shadow-xl shadow-black/50"
        >
          <OpenMenu />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
