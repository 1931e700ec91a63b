/** Object keys; two levels of folders keep each below a few thousand files. */
export function instanceKey(instanceId: string): string {
  return `instances/${instanceId.slice(0, 2)}/${instanceId}.dcm`;
}

export function quarantineKey(quarantineId: string): string {
  return `quarantine/${quarantineId}`;
}

/** Masks of a run, kept until they are encoded. */
export function runMasksKey(runId: string): string {
  return `runs/${runId}.masks`;
}

/** A model's package, by its SHA-256. */
export function modelPackageKey(digest: string): string {
  return `models/${digest}.zip`;
}
