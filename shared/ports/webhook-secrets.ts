/** Where the secrets of webhooks are kept. */

/** The secrets of a webhook cannot be had at the moment; `code` says why, and nothing of them. */
export class SecretUnavailableError extends Error {
  readonly code: string;
  /** @param code of what failed, such as ENOENT, or `not-a-secret` */
  constructor(code: string, cause: unknown) {
    super('The secrets of a webhook cannot be read.', { cause });
    this.name = 'SecretUnavailableError';
    this.code = code;
  }
}

export interface WebhookSecrets {
  /**
   * @param file the path of the file that holds them
   * @returns one to three, in their order; at most a minute old
   * @throws SecretUnavailableError
   */
  read(file: string): Promise<readonly Uint8Array[]>;
}
