/**
 * Credentials fail before any gRPC call, and without a gRPC status: a token endpoint's 4xx, a key file that
 * is missing, or no credentials at all.
 * @returns whether a person has to mend it
 */
export function isCredentialFault(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, status, response } = error as {
    code?: unknown;
    message?: unknown;
    status?: unknown;
    response?: { status?: unknown };
  };
  const httpStatus = Number(response?.status ?? status ?? 0);
  return (
    (httpStatus >= 400 && httpStatus < 500 && httpStatus !== 408 && httpStatus !== 429) ||
    (typeof code !== 'number' && /default credentials|ENOENT/.test(String(message)))
  );
}
