/** A person who is erased by the commands of docs/operate.md. */
import { PAYLOAD, submission } from '../../fixtures.ts';

/** @param outcome as the synthetic repository has it (docs/protocol.md §9.5) */
export function person(requestId: string, outcome: string) {
  const tags = [
    { name: 'synthetic.outcome', value: outcome },
    { name: 'who', value: 'Virtanen' },
  ];
  const emailAddresses = [{ emailAddress: { userFormat: 'Aino@Virtanen.example' } }];
  const named = { firstName: 'Aino', lastName: 'Virtanen' };
  return submission(requestId, { payload: { ...PAYLOAD, person: named, emailAddresses, tags } });
}
