import type { ReactNode } from 'react';

interface Props {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  role?: 'alert' | 'status';
  testId?: string;
}

/** What stands in the place of content: empty, error, no rights, not found. */
export function StateView({ icon, title, children, actions, role = 'status', testId }: Props) {
  return (
    <div role={role} data-testid={testId} className="flex h-full min-h-48 items-center justify-center p-6">
      <div className="flex max-w-md flex-col items-center text-center">
        <div className="mb-3 flex size-10 items-center justify-center rounded-full bg-surface-2 text-text-3">
          {icon}
        </div>
        <h2 className="text-[15px] font-semibold">{title}</h2>
        <div className="mt-1 text-[13px] text-balance text-text-2">{children}</div>
        {actions !== undefined && <div className="mt-4 flex gap-2">{actions}</div>}
      </div>
    </div>
  );
}
