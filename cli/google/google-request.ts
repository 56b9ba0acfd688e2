/** A request to one of Google's REST APIs, as a value. */

/** The API's address in Google's cloud, below googleapis.com, by the name that a person knows it by. */
export const HOSTS = {
  'Cloud Functions': 'cloudfunctions.googleapis.com',
  'Cloud Scheduler': 'cloudscheduler.googleapis.com',
  'Cloud Logging': 'logging.googleapis.com',
  'Cloud Monitoring': 'monitoring.googleapis.com',
  'Cloud Run': 'run.googleapis.com',
  Firestore: 'firestore.googleapis.com',
  'IAM Credentials': 'iamcredentials.googleapis.com',
  'Secret Manager': 'secretmanager.googleapis.com',
  'Pub/Sub': 'pubsub.googleapis.com',
} as const;
export type ApiName = keyof typeof HOSTS;

export interface GoogleRequest {
  readonly api: ApiName;
  /** Below the API's host, such as `/v1/projects/P/topics/T:publish`. */
  readonly path: string;
  /** Makes it a POST, as JSON. */
  readonly body?: object;
  readonly project: string;
  /** The thing that is asked for, as a person calls it: `the topic T`. */
  readonly what: string;
  /** The least role of Google's own that allows it. */
  readonly role: string;
  /** Of the account as which it is asked, instead of the caller's own. */
  readonly token?: string;
}
