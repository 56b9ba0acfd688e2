/** The key file of an account cannot be read, or has no key in it; `cause` is why. */
export class KeyFileError extends Error {
  readonly code = 'key-file';
  constructor(options?: ErrorOptions) {
    super('The key file cannot be used.', options);
    this.name = 'KeyFileError';
  }
}

/** Statuses of HTTP that tell of a fault begin above all those of gRPC (google.rpc.Code), which end at 16. */
const BAD_REQUEST = 400;
const INTERNAL_SERVER_ERROR = 500;
/** Request Timeout, Too Many Requests. */
const PASSING = [408, 429];

/**
 * Credentials fail before any gRPC call. Where a token is refused, the HTTP status of its endpoint stands in
 * `code`, where a call has its gRPC status: 403 or 404 of an account that may not be acted as, 400
 * (`invalid_grant`, RFC 6749 §5.2) of a key that was deleted.
 * @returns whether a person has to mend it: the token is refused, a key file is no such file, or there are no
 * credentials at all
 */
export function isCredentialFault(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof KeyFileError) return true;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'number')
    return code >= BAD_REQUEST && code < INTERNAL_SERVER_ERROR && !PASSING.includes(code);
  return /default credentials|ENOENT/.test(String(message));
}
