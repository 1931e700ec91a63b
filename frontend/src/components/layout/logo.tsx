export function Logo({ className = '' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden fill="none">
      <path d="M8 9h16M8 16h11M8 23h6" stroke="var(--cyan)" strokeWidth="3" strokeLinecap="round" />
      <circle cx="24" cy="23" r="2.6" fill="var(--violet)" />
    </svg>
  );
}
