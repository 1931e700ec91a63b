import { CircleCheck, CircleOff } from 'lucide-react';

/** Whether something is in use, as icon and word. */
export function OnOff({ on, text }: { on: boolean; text: string }) {
  const Icon = on ? CircleCheck : CircleOff;
  return (
    <span className={`flex items-center gap-1.5 whitespace-nowrap ${on ? 'text-text-1' : 'text-text-3'}`}>
      <Icon size={13} aria-hidden className={on ? 'text-green' : ''} />
      {text}
    </span>
  );
}
