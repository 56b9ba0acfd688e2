/** The words of the server that serves the page about itself. */

export interface Setting {
  /** `dev`: a synthetic repository; `serve`: for real on one machine; `remote`: a deployed gateway. */
  readonly kind: 'dev' | 'serve' | 'remote';
  /** The gateway's name, for the person who looks at it. */
  readonly name: string;
  /** Whether the API wants a token that the person has to give. */
  readonly needsToken: boolean;
  /** Whether its time and its chaos may be changed from here. */
  readonly controls: boolean;
  /** The job types for which lists of leads may be dropped here; none where they may not. */
  readonly listsFor: readonly string[];
}

/** The name of the element that has it, as JSON. */
export const SETTING_NAME = 'console';
