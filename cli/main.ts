/** modigie-gateway on the command line. */
import { Command, InvalidArgumentError } from 'commander';
import { KNOWN_JOB_TYPES } from '../shared/protocol/job-types.ts';
import { dev } from './dev/dev.ts';
import { enrich } from './enrich/enrich.ts';
import { status } from './jobs/status.ts';
import { UserError } from './output/user-error.ts';

const USER_ERROR = 2;
const FAULT = 1;
const KNOWN = [...KNOWN_JOB_TYPES.keys()].join(', ');

const program = new Command('modigie-gateway')
  .description('Requests Modigie jobs: each once, every answer followed.')
  .showHelpAfterError();

program
  .command('enrich')
  .description('send a CSV of leads through the gateway and write what comes back')
  .argument(
    '<file.csv>',
    'header required; columns id,firstName,middleNames,lastName,email,company,position,linkedInUrl,phone,tags',
  )
  .option('--out <file>', 'where the results go', 'results.csv')
  .option('--job-type <type>', `what to request: ${KNOWN}, or what else the gateway has`, 'enrichMobile')
  .option('--gateway <url>', 'a running gateway; without it everything runs in this process', parseUrl)
  .option('--query <url>', 'where that gateway is read, when it is another address', parseUrl)
  .option('--token <token>', 'identity token for the gateway', process.env['GATEWAY_TOKEN'])
  .option('--concurrency <n>', 'leads at work at once', wholeNumber(1, 10_000), 500)
  .option('--chaos', 'embedded: lose, delay and repeat messages', false)
  .action((file: string, options, command: Command) => {
    if (options.gateway === undefined && !KNOWN_JOB_TYPES.has(options.jobType))
      command.error(`error: ${options.jobType} is no job type of the embedded gateway; it has ${KNOWN}.`);
    return finish(enrich({ file, ...options, signal: abortOnInterrupt() }));
  });

program
  .command('dev')
  .description('keep a gateway and a synthetic repository running on this machine')
  .option('--port <port>', 'where the HTTP API listens', wholeNumber(0, 65_535), 8080)
  .option('--chaos', 'lose, delay and repeat messages', false)
  .option('--emulators', "on Google's emulators, each function in a process of its own", false)
  .action((options) => finish(dev({ ...options, signal: abortOnInterrupt() })));

program
  .command('status')
  .description('show counts by status, or one job')
  .argument('[requestId]')
  .option('--gateway <url>', 'where the gateway is read', parseUrl, 'http://localhost:8080')
  .option('--token <token>', 'identity token for the gateway', process.env['GATEWAY_TOKEN'])
  .action((requestId: string | undefined, options) => finish(status(options, requestId)));

await program.parseAsync();

async function finish(work: Promise<number>): Promise<void> {
  try {
    process.exitCode = await work;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = USER_ERROR;
  }
}

/** The first signal ends cleanly; a second one ends at once. */
function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(FAULT);
      controller.abort();
    });
  }
  return controller.signal;
}

function wholeNumber(min: number, max: number) {
  return (text: string) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return value;
  };
}

function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new InvalidArgumentError('It must be an address such as https://gateway.example.com.');
  return text;
}
