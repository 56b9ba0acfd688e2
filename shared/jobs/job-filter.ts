/** A selection of jobs: every condition that is given must hold. */
export interface JobFilter {
  readonly status?: string;
  readonly jobType?: string;
  /** `name=value`. */
  readonly tag?: string;
}
