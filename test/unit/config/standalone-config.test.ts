import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../shared/config/read-config.ts';
import { ConfigFileError, parseStandaloneConfig } from '../../../shared/config/standalone-config.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { GOOD_ENVIRONMENT } from './good-environment.ts';
import { GOOD_STANDALONE } from './good-standalone.ts';

const parse = (more: object) => parseStandaloneConfig(JSON.stringify({ ...GOOD_STANDALONE, ...more }));

function problemsOf(text: string): readonly string[] {
  try {
    parseStandaloneConfig(text);
  } catch (error) {
    if (!(error instanceof ConfigFileError)) throw error;
    expect(error).toMatchObject({ code: 'config-file-invalid', message: error.problems.join('\n') });
    return error.problems;
  }
  return [];
}
const problemsWith = (more: object) => problemsOf(JSON.stringify({ ...GOOD_STANDALONE, ...more }));

const WEBHOOK = { name: 'crm', url: 'https://crm.example.com/hook', secretFile: 'crm.secret' };

describe('a configuration file', () => {
  it('needs repository, topics and subscriptions alone, and has defaults for the rest', () => {
    expect(parseStandaloneConfig(JSON.stringify(GOOD_STANDALONE))).toEqual({
      repositoryId: 'acme-production',
      jobTypes: new Map([
        [
          'enrichMobile',
          { topic: 'projects/m/topics/t', requirements: ['firstName', 'lastName', 'company'] },
        ],
      ]),
      responseSubscriptions: ['projects/m/subscriptions/s'],
      ledger: 'ledger.sqlite',
      priorityCarrier: { in: 'nowhere' },
      policy: DEFAULT_POLICY,
      budgets: [],
      showbackTags: new Map(),
      prices: new Map(),
      dispatchRate: new Map(),
      reuse: new Map(),
      breaker: new Map(),
      results: {},
      webhooks: [],
      webhookAllowPrivate: [],
      port: 8080,
      logLevel: 'INFO',
    });
  });

  it('takes the same JSON as the variables of the functions', () => {
    const settings = {
      priorityCarrier: 'attribute:priority',
      policy: { maxAttempts: 2 },
      budgets: [{ name: 'a', tag: 'team=emea', per: 'day', limit: 5 }],
      showbackTags: { team: ['emea'] },
      reuse: { enrichMobile: { days: 20 } },
      digest: { systems: { crm: 'hubspot' } },
      breaker: { enrichMobile: { discards: 3 } },
    };
    const variables = Object.entries(settings).map(([member, value]) => [
      member.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const env = { ...GOOD_ENVIRONMENT, PERSON_PEPPERS: `1:${'x'.repeat(32)}` };
    const deployed = readConfig('sweep-jobs', { ...env, ...Object.fromEntries(variables) });
    const standalone = parse({ ...settings, personPeppersFile: 'peppers' });
    expect(standalone).toMatchObject({
      priorityCarrier: deployed.PRIORITY_CARRIER,
      policy: deployed.POLICY,
      budgets: deployed.BUDGETS,
      showbackTags: deployed.SHOWBACK_TAGS,
      reuse: deployed.REUSE,
      digest: deployed.DIGEST,
      breaker: deployed.BREAKER,
    });
    const forecasting = { prices: { a: { amount: '0.40', currency: 'USD' } }, dispatchRate: { a: 2.5 } };
    const submitting = readConfig('submit-jobs', {
      ...GOOD_ENVIRONMENT,
      PRICES: JSON.stringify(forecasting.prices),
      DISPATCH_RATE: JSON.stringify(forecasting.dispatchRate),
    });
    expect(parse(forecasting)).toMatchObject({
      prices: submitting.PRICES,
      dispatchRate: submitting.DISPATCH_RATE,
    });
  });

  it('says where keys, ledger, results and secrets are, as it was written', () => {
    const paths = {
      applicationKeyFile: 'key.json',
      ledger: '../ledger.sqlite',
      personPeppersFile: '/etc/peppers',
      tokenFile: 'token',
      results: { file: 'results.ndjson', topic: 'projects/p/topics/results' },
    };
    expect(parse({ ...paths, webhooks: [WEBHOOK] })).toMatchObject({
      ...paths,
      webhooks: [{ ...WEBHOOK, payload: 'full' }],
    });
    expect(parse({ port: 0, logLevel: 'DEBUG', applicationAccount: 'a@p.iam.gserviceaccount.com' })).toEqual(
      expect.objectContaining({
        port: 0,
        logLevel: 'DEBUG',
        applicationAccount: 'a@p.iam.gserviceaccount.com',
      }),
    );
  });

  it('may begin with a byte order mark', () => {
    expect(problemsOf(`\uFEFF${JSON.stringify(GOOD_STANDALONE)}`)).toEqual([]);
  });

  it.each([
    ['{"repositoryId":"Zebediah",}', 'The file must be JSON; look at line 1, column 28'],
    ['{\n "repositoryId":"Zebediah"\n "jobTypes":1}', 'The file must be JSON; look at line 3, column 2'],
    ['', 'The file must be JSON'],
    ['PK\u0003\u0004Zebediah', 'The file must be JSON'],
    ['[]', 'The file must be an object, not an array'],
    ['null', 'The file must be an object, not null'],
  ])('that is none is refused: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('that is empty is told what it needs', () => {
    expect(problemsOf('{}')).toEqual([
      'repositoryId must be the ID of the repository that Modigie gave you',
      'jobTypes is required: give an object',
      'responseSubscriptions is required: give an array',
    ]);
  });

  it.each([
    [
      { REPOSITORY_ID: 'x' },
      'The file has the unknown member "REPOSITORY_ID": leave it out, or mend its spelling',
    ],
    [{ repositoryId: 'a/b' }, 'repositoryId must be 1 to 128 letters'],
    [{ jobTypes: {} }, 'jobTypes must name at least one job type'],
    [{ jobTypes: { a: { topic: 't' } } }, 'jobTypes (at /a/topic) must be a full topic name: projects/'],
    [{ responseSubscriptions: [] }, 'responseSubscriptions must name at least one subscription'],
    [
      { responseSubscriptions: ['projects/m/topics/t'] },
      'responseSubscriptions (at /0) must be a full subscription name: projects/',
    ],
    [
      { applicationKeyFile: 'k', applicationAccount: 'a@b.example' },
      'applicationAccount must not stand beside applicationKeyFile, which names the account as well: leave one out',
    ],
    [{ applicationAccount: 'a' }, 'applicationAccount must be the e-mail address of a service account'],
    [
      { ledger: '' },
      'ledger must be the path of a file, absolute or from the folder of the configuration file',
    ],
    [{ results: { file: 'a\u0000b' } }, 'results (at /file) must be the path of a file'],
    [{ tokenFile: 'a\u001b[31mb' }, 'tokenFile must be the path of a file'],
    [{ ledger: null }, 'ledger must be the path of a file'],
    [{ applicationKeyFile: { type: 'service_account' } }, 'applicationKeyFile must be the path of a file'],
    [{ results: { file: 1 } }, 'results (at /file) must be the path of a file'],
    [{ results: { topic: 'results' } }, 'results (at /topic) must be a full topic name'],
    [{ results: { topics: [] } }, 'results has the unknown member "topics"'],
    [{ priorityCarrier: 'header' }, 'priorityCarrier must be nowhere, body, or attribute:NAME'],
    [{ policy: '{}' }, 'policy must be an object, not a string'],
    [{ port: '8080' }, 'port must be a whole number from 0 to 65535'],
    [{ port: 70_000 }, 'port must be a whole number from 0 to 65535'],
    [{ logLevel: 'info' }, 'logLevel must be DEBUG, INFO, NOTICE, WARNING or ERROR'],
    [
      { webhooks: [{ ...WEBHOOK, secretFile: '' }] },
      'webhooks (at /0/secretFile) must be the path of a file',
    ],
    [{ webhooks: [WEBHOOK, WEBHOOK] }, 'webhooks (at /1/name) is the name of another webhook'],
    [{ webhookAllowPrivate: ['10.0.0.1'] }, 'webhookAllowPrivate (at /0) must be a range of addresses'],
  ])('says of %j what is wrong, and what to write', (more, problem) => {
    const [first, ...others] = problemsWith(more);
    expect(first).toContain(problem);
    expect(others).toEqual([]);
  });

  it('has budgets by tags that are counted alone, in its own words', () => {
    const budgets = [{ name: 'a', tag: 'team=apac', per: 'day', limit: 5 }];
    expect(problemsWith({ budgets, showbackTags: { team: ['emea'] } })).toEqual([
      expect.stringMatching(
        /^budgets \(at \/0\/tag\) must be a value of showbackTags: .*its tag in showbackTags, .*leave tag out/,
      ),
    ]);
    expect(problemsWith({ budgets, showbackTags: { team: ['apac'] } })).toEqual([]);
  });

  it('reuses answers only where persons are keyed, and while answers are kept', () => {
    const reuse = { enrichMobile: { days: 30 } };
    expect(problemsWith({ reuse })).toEqual([
      expect.stringMatching(/^reuse needs personPeppersFile: .*set personPeppersFile, or leave reuse out$/),
    ]);
    expect(problemsWith({ reuse, personPeppersFile: 'p', policy: { retentionMs: 1 } })).toEqual([
      expect.stringMatching(
        /^reuse \(at \/enrichMobile\/days\) must not be longer than retentionMs of policy/,
      ),
    ]);
    expect(problemsWith({ reuse, personPeppersFile: 'p' })).toEqual([]);
  });

  it.each([
    'http://localhost:3000/hook',
    'http://127.0.0.1/hook',
    'http://[::1]:80/hook',
  ])('may post to a receiver on this machine without encryption: %s', (url) => {
    expect(problemsWith({ webhooks: [{ ...WEBHOOK, url }] })).toEqual([]);
  });

  it.each([
    ['http://crm.example.com/hook', 'must begin with https:'],
    ['http://localhost.example.com/hook', 'must begin with https:'],
    ['http://127.example.com/hook', 'must begin with https:'],
    ['http://user:Zebediah@localhost/hook', 'must have no user name'],
    ['https://crm.example.com:22/hook', 'must have port 443'],
    ['Zebediah', 'must be an address'],
  ])('may post nowhere else without it: %s', (url, problem) => {
    expect(problemsWith({ webhooks: [{ ...WEBHOOK, url }] })).toEqual([
      expect.stringContaining(`webhooks (at /0/url) ${problem}`),
    ]);
  });

  it('lists every problem at once', () => {
    expect(problemsWith({ port: -1, ledger: 7, repositoryId: undefined })).toHaveLength(3);
  });

  it('never repeats a value', () => {
    const members = Object.keys(parse({})).concat('applicationKeyFile', 'applicationAccount', 'digest');
    for (const value of ['Zebediah secret/', ['Zebediah'], { a: 'Zebediah' }, 123_456_789])
      for (const member of members)
        expect(problemsWith({ [member]: value }).join()).not.toMatch(/Zebediah|123456789/);
  });
});
