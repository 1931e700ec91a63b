import { StudyLink } from './study-link';

/** Opens a study that is told by its UID or another number, and by nothing of a patient. */
export function StudyUidLink({ uid, number = uid }: { uid: string; number?: string }) {
  return (
    <StudyLink
      studyUid={uid}
      seen={null}
      title={uid}
      className="block truncate font-mono text-[11px] underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {number}
    </StudyLink>
  );
}
