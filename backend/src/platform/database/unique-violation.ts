const UNIQUE_VIOLATION = '23505';

/** True for what PostgreSQL says where a row with the same key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: string }).code === UNIQUE_VIOLATION;
}
