/** All that a configuration is made of that somebody has to say. Paths are from where that person stands. */
export interface Answers {
  readonly repositoryId: string;
  /** The topic of each job type. */
  readonly topics: ReadonlyMap<string, string>;
  readonly subscriptions: readonly string[];
  readonly account: ActsAs;
  /** Path of the ledger; beside the configuration where it is absent. */
  readonly ledger?: string | undefined;
  readonly results: { readonly file?: string | undefined; readonly topic?: string | undefined };
}

/** As whom the gateway publishes and pulls. */
export type ActsAs =
  | { readonly by: 'key-file'; readonly path: string }
  | { readonly by: 'impersonation'; readonly email: string }
  | { readonly by: 'default-credentials' };

/** Options of the command line; what is left out is asked for. */
export interface Flags {
  readonly repositoryId?: string;
  readonly topic?: ReadonlyMap<string, string>;
  readonly subscription?: readonly string[];
  readonly keyFile?: string;
  readonly account?: string;
  readonly defaultCredentials?: boolean;
  readonly ledger?: string;
  readonly resultsFile?: string;
  readonly resultsTopic?: string;
}

/** @returns the options that are missing where nobody can be asked */
export function missingFlags({ repositoryId, topic, subscription, ...flags }: Flags): string[] {
  return [
    ...(repositoryId === undefined ? ['--repository-id ID'] : []),
    ...(topic === undefined ? ['--topic JOB_TYPE=TOPIC'] : []),
    ...(subscription === undefined ? ['--subscription SUBSCRIPTION'] : []),
    ...(actsAs(flags) === undefined ? ['--key-file FILE (or --default-credentials)'] : []),
  ];
}

export function actsAs({ keyFile, account, defaultCredentials }: Flags): ActsAs | undefined {
  if (keyFile !== undefined) return { by: 'key-file', path: keyFile };
  if (account !== undefined) return { by: 'impersonation', email: account };
  return defaultCredentials ? { by: 'default-credentials' } : undefined;
}
