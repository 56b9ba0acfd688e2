import type { AnswerTo, CallInput, CallName } from '../connect.ts';
import { type Every, type Reading, useRead } from './use-read.ts';
import { useGateway } from './with-gateway.ts';

/** Reads the answer to a call of the API. @param every reads anew as `useRead` does */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput = {},
  every?: Every<AnswerTo<Name>>,
): Reading<AnswerTo<Name>> {
  const { gateway } = useGateway();
  const key = JSON.stringify([name, input]);
  return useRead(key, (signal) => gateway.call(name, { ...input, signal }), every);
}
