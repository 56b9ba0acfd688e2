import type { ComponentChildren } from 'preact';
import type { AnswerTo, CallInput, CallName } from '../connect.ts';
import { Read } from './read.tsx';
import { useCall } from './use-call.ts';
import type { Every } from './use-read.ts';

interface Properties<Name extends CallName> extends CallInput {
  readonly to: Name;
  /** Reads anew as `useRead` does. */
  readonly every?: Every<AnswerTo<Name>>;
  readonly children: (answer: AnswerTo<Name>) => ComponentChildren;
}

/** The answer to a call of the API, as it is shown. */
export function Answer<Name extends CallName>({ to, every, children, ...input }: Properties<Name>) {
  return <Read of={useCall(to, input, every)}>{children}</Read>;
}
