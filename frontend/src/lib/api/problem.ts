import { problemSchema, type Problem } from '@firstread/contract';

/** An answer of the API that was not a success, or no answer at all (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
    this.code = problem?.code ?? (status === 0 ? 'NETWORK_UNREACHABLE' : `HTTP_${status}`);
  }
}

export function toApiError(status: number, body: unknown): ApiError {
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) return new ApiError(status, null, `HTTP ${status}`);
  return new ApiError(status, parsed.data, parsed.data.detail ?? parsed.data.title);
}
