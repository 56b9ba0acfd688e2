/** A gateway in memory with dead letters, and a command's means to see to them. */
import { Operator } from '../../../../client/operator.ts';
import { apiHandler } from '../../../../local/stacks/api-handler.ts';
import { inProcessFetch } from '../../../../local/stacks/in-process-gateway.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { deadLetter } from '../../../../shared/use-cases/dead-letter.ts';
import { apiFunctions } from '../../../api-functions.ts';
import { messageIdOf, received, setAsideBy, submission, testGateway } from '../../../fixtures.ts';
import { scriptedCall } from '../jobs/call.ts';

export const GOOD = JSON.stringify(submission('a'));
export const BAD = '{"jobType":"enrichMobile"}';

/** Messages of the intake topic, set aside a second after each other. */
export async function letters(bodies: readonly (string | Buffer)[], terminalWidth?: number) {
  const gateway = testGateway();
  for (const [i, body] of bodies.entries()) {
    gateway.clock.time = later(gateway.clock.time, 1_000);
    const message = { ...received(body, { team: 'emea' }), messageId: messageIdOf(`m-${i}`) };
    const [source, reason] = ['intake-jobs', body === BAD ? 'invalid' : 'request-id-reused'];
    await deadLetter(gateway, message, { source, reason, detail: '/payload' });
  }
  const api = apiHandler(apiFunctions(gateway));
  const operator = new Operator({ url: 'http://in-process', fetch: inProcessFetch(api), maxRetries: 0 });
  const call = { ...scriptedCall([], terminalWidth), operator };
  const questions: string[] = [];
  const says = (yes: boolean) => async (question: string) => {
    questions.push(question);
    return yes;
  };
  return {
    gateway,
    api,
    call,
    says,
    questions,
    ids: setAsideBy(gateway).map(({ id }) => id),
    written: () => call.sink.written(),
    rows: () => call.sink.written().split('\n').slice(0, -1),
  };
}
