/** Which jobs a reader asks for: every condition that is given must hold. */
export interface JobFilter {
  readonly status?: string;
  readonly jobType?: string;
  /** `name=value`. */
  readonly tag?: string;
}
