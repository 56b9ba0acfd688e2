/** Why a dead letter is not redriven or dropped: stable codes, and the sentences for a person. */

export const REDRIVE_REFUSALS = [
  'already-redriven',
  'dropped',
  'being-redriven',
  'no-way-back',
  'too-often',
  'still-invalid',
  'refused',
] as const;
export type RedriveRefusal = (typeof REDRIVE_REFUSALS)[number];
export type DropRefusal = Extract<RedriveRefusal, 'already-redriven' | 'dropped' | 'being-redriven'>;

const BY_ITS_ID =
  'Redrive it by its ID with corrected bytes (data, or dead redrive --edit), or as it is (force, or --force).';

export const WHY_NOT_REDRIVEN: Readonly<Record<RedriveRefusal, string>> = {
  'already-redriven':
    'It was redriven before, and redrivenAs says as which message. If that one fails, it comes back as a dead ' +
    'letter of its own, with redriveOf.',
  dropped: 'It was dropped. Its bytes can still be read, and submitted as a new job.',
  'being-redriven':
    'Another redrive of it is under way, or broke off less than two minutes ago: read it again then.',
  'no-way-back':
    'Nothing in this gateway takes messages of its source. Export it, hand it in by hand, and drop it.',
  'too-often': `It has come back five times, so that the message is at fault rather than the time. ${BY_ITS_ID}`,
  'still-invalid': `It would be set aside again: the reason and errors say why. ${BY_ITS_ID}`,
  refused: 'Pub/Sub does not take it as a message. Export it, mend its attributes, and publish it by hand.',
};
