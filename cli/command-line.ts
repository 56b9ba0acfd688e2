/** How a run of the command line ends. */
import { FAULT, USAGE } from './exit-codes.ts';
import { visible } from './output/printable.ts';
import { UserError } from './output/user-error.ts';
import { createProgram } from './program.ts';

/** Commands that end with 2 whatever a message explains, as their help says. */
const SAYING_USAGE: readonly string[] = ['enrich', 'smoke'];

const program = await createProgram(process.argv[2]);

// A reader who has had enough is no fault; a disk that is full is one, whatever else was done.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Results on standard output have a listener of their own.
    if (error.code === 'EPIPE' || stream.listenerCount('error') > 1) return;
    process.on('exit', () => {
      process.exitCode = SAYING_USAGE.includes(program.args[0] ?? '') ? USAGE : FAULT;
    });
    if (stream === process.stdout)
      process.stderr.write(`Standard output cannot be written (${error.code}).\n`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  // It may quote what a gateway said.
  process.stderr.write(`${visible(error.message, { keepLines: true })}\n`);
  process.exitCode = error.exitCode;
}
