/**
 * Of a result, what may be kept for years: IDs, codes, times and what is counted; nothing of a person. Pub/Sub
 * runs it on each message of the subscription PREFIX-facts, before BigQuery (docs/warehouse.md).
 *
 * A whitelist: a member that is not named here is not kept, and one of another form than expected is null. It
 * never returns null, with which Pub/Sub would drop the message, and never throws, with which the message
 * would come again and again. The file is the whole of what runs there: no imports, at most 20 KB.
 *
 * @param {{ data: string, attributes: Object<string, string> }} message
 * @returns {{ data: string, attributes: Object<string, string> }}
 */
// biome-ignore lint/correctness/noUnusedVariables: Pub/Sub calls it by its name.
function factsOf(message) {
  return { data: JSON.stringify(factsIn(message.data)), attributes: factsAmong(message.attributes) };
}

/** Characters of a message that are parsed; a result has some 10,000. */
const MOST_CHARACTERS = 1000000;
/** As many event codes as a result has attributes for. */
const MOST_CODES = 50;
/** As many showback tags as there may be. */
const MOST_TAGS = 4;

const ID = /^[A-Za-z0-9._~-]{1,128}$/;
const TOKEN = /^[A-Za-z0-9_.-]{1,100}$/;
/** `cause`: what ended the job, and why. */
const TWO_TOKENS = /^[A-Za-z0-9_.-]{1,100}(?:\/[A-Za-z0-9_.-]{1,100})?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const DIGITS = /^\d{1,15}$/;
const ANY_TEXT = /^[\s\S]{1,100}$/;

function factsIn(data) {
  if (typeof data !== 'string') return { unreadable: 'no-text' };
  if (data.length > MOST_CHARACTERS) return { unreadable: 'too-large' };
  let job;
  try {
    job = JSON.parse(data);
  } catch {
    return { unreadable: 'not-json' };
  }
  if (!isObject(job)) return { unreadable: 'not-an-object' };
  const history = Array.isArray(job.history) ? job.history : [];
  return {
    requestId: like(ID, job.requestId),
    rootId: like(ID, job.rootId),
    attempt: whole(job.attempt),
    retryOf: like(ID, job.retryOf),
    jobType: like(TOKEN, job.jobType),
    status: like(TOKEN, job.status),
    cause: like(TWO_TOKENS, job.cause),
    reasonType: like(TOKEN, job.reasonType),
    discardReasonType: like(TOKEN, job.discardReasonType),
    publishFailure: like(TOKEN, job.publishFailure),
    reusedFrom: like(ID, job.reusedFrom),
    version: like(TIME, job.version),
    requestedAt: like(TIME, job.requestedAt),
    createdAt: timeOf(history, 'created'),
    dispatchedAt: timeOf(history, 'dispatching'),
    startedAt: timeOf(history, 'processing'),
    completedAt: timeOf(history, 'completed'),
    endedAt: like(TIME, job.endedAt),
    purged: typeof job.purgedAt === 'string',
    erased: job.erased === true,
    had: hadOf(job.had),
    showback: textsIn(job.showback, ANY_TEXT, MOST_TAGS),
    eventCodes: textsIn(job.eventCodes, TOKEN, MOST_CODES),
  };
}

/** Attributes are told even where the data cannot be read. */
function factsAmong(given) {
  const attributes = isObject(given) ? given : {};
  const kept = {};
  const keep = (name, form) => {
    const value = like(form, attributes[name]);
    if (value !== null) kept[name] = value;
  };
  // A status of Modigie's may have any characters, and no two results may become one.
  if (typeof attributes.dedupKey === 'string')
    kept.dedupKey = attributes.dedupKey.slice(0, 300).replace(/[^A-Za-z0-9._~/-]/g, '_');
  keep('sequence', DIGITS);
  keep('requestId', ID);
  keep('rootId', ID);
  keep('attempt', DIGITS);
  keep('jobType', TOKEN);
  keep('status', TOKEN);
  keep('reusedFrom', ID);
  const codes = Object.keys(attributes).filter((name) => /^event\.[A-Za-z0-9_.-]{1,100}$/.test(name));
  for (const name of codes.slice(0, MOST_CODES)) keep(name, TOKEN);
  return kept;
}

function hadOf(had) {
  if (!isObject(had)) return null;
  return {
    email: had.email === true,
    linkedIn: had.linkedIn === true,
    position: had.position === true,
    phone: had.phone === true,
  };
}

/** The members of an object whose values have a form, and whose names are short. */
function textsIn(value, form, most) {
  const texts = {};
  if (!isObject(value)) return texts;
  const names = Object.keys(value).filter((name) => name.length <= 100 && like(form, value[name]) !== null);
  for (const name of names.slice(0, most)) texts[name] = value[name];
  return texts;
}

function timeOf(history, status) {
  const entry = history.find((one) => isObject(one) && one.status === status);
  return entry === undefined ? null : like(TIME, entry.at);
}

function like(form, value) {
  return typeof value === 'string' && form.test(value) ? value : null;
}

function whole(value) {
  return Number.isSafeInteger(value) ? value : null;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
