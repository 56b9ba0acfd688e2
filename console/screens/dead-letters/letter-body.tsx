import { useState } from 'preact/hooks';
import type { RevealedDeadLetter } from '../../../client/operator.ts';
import { Facts } from '../../parts/facts.tsx';
import { Masked } from '../../parts/masked.tsx';
import { Section } from '../../parts/section.tsx';

interface Properties {
  readonly id: string;
  /** Whether it waits, so that it can be redriven with corrected text. */
  readonly isOpen: boolean;
  /** Told of the text as a person has corrected it; undefined where it is as it came. */
  correct(text: string | undefined): void;
}

/** The message itself, which may say something of a person: masked until it is revealed. */
export function LetterBody({ id, isOpen, correct }: Properties) {
  const [revealed, setRevealed] = useState<RevealedDeadLetter>();
  return (
    <Section title="What it holds">
      {revealed === undefined ? (
        <Masked to="POST /v1/deadLetters/{id}:reveal" id={id} reveal={setRevealed} />
      ) : (
        <Revealed key={`${isOpen}`} id={id} isOpen={isOpen} correct={correct} revealed={revealed} />
      )}
    </Section>
  );
}

function Revealed({ id, isOpen, correct, revealed }: Properties & { readonly revealed: RevealedDeadLetter }) {
  const { attributes, text } = revealed;
  return (
    <>
      <Facts of={attributes} />
      {text === null ? (
        <p>
          It is no text, or too long: <code>npm run gateway -- dead export {id} --body</code>
        </p>
      ) : (
        <label class="field">
          {isOpen ? 'Text: corrected here, it is redriven so; the bytes that came are kept' : 'Text'}
          <textarea
            class="id"
            rows={14}
            spellcheck={false}
            readOnly={!isOpen}
            defaultValue={text}
            onInput={({ currentTarget: { value } }) => correct(value === text ? undefined : value)}
          />
        </label>
      )}
    </>
  );
}
