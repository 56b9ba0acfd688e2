/** Opens the target that the user names. */
import { inUserWords } from '../failed-calls.ts';
import { type Destination, remote, type Target } from './target.ts';

interface TargetOptions extends Destination {
  /** Embedded only: whether messages get lost, late and repeated. */
  readonly chaos?: boolean | undefined;
  /** Whether rows about the same person are sent once: their first one may be asked after at any time. */
  readonly mergeDuplicates?: boolean | undefined;
}

interface Beginning {
  /** Whether anything is to be sent, to Modigie or to whoever takes results. */
  readonly isToBegin: boolean;
  readonly signal: AbortSignal;
}

/** @throws UserError for a call that failed */
export async function withTarget<T>(
  options: TargetOptions,
  signal: AbortSignal,
  work: (target: Target) => Promise<T>,
): Promise<T> {
  const target = await openTarget(options, { isToBegin: false, signal });
  try {
    return await work(target);
  } catch (error) {
    throw inUserWords(error, options);
  } finally {
    await target.stop();
  }
}

export async function openTarget(options: TargetOptions, beginning: Beginning): Promise<Target> {
  const { gateway, config, chaos = false, mergeDuplicates } = options;
  if (gateway !== undefined) return remote({ ...options, gateway });
  // Each is loaded when it is asked for: one brings a whole gateway, the other the ledger as well.
  if (config === undefined) {
    const { embedded } = await import('./embedded-target.ts');
    return embedded(chaos, mergeDuplicates);
  }
  const { standalone } = await import('./standalone-target.ts');
  return standalone(config, beginning);
}
