/** A list of leads, from its drop to its results: nothing is sent before it is seen what it may cost. */
import { useState } from 'preact/hooks';
import { DevControls } from '../../dev/dev-controls.tsx';
import { Fault } from '../../parts/fault.tsx';
import { useGateway } from '../../parts/with-gateway.ts';
import { ChooseList } from './choose-list.tsx';
import { Forecast } from './forecast.tsx';
import { type ChosenList, readList } from './read-list.ts';
import { SentList } from './sent-list.tsx';

type Step =
  | { readonly kind: 'choosing'; readonly error?: unknown }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'chosen'; readonly chosen: ChosenList }
  | { readonly kind: 'sent'; readonly chosen: ChosenList };

export function List() {
  const { gateway, setting } = useGateway();
  const [step, setStep] = useState<Step>({ kind: 'choosing' });
  const choose = async (file: File, jobType: string) => {
    setStep({ kind: 'reading', name: file.name });
    try {
      setStep({ kind: 'chosen', chosen: await readList(gateway, file, jobType) });
    } catch (error) {
      setStep({ kind: 'choosing', error });
    }
  };
  const anew = () => setStep({ kind: 'choosing' });
  return (
    <>
      <h1>Send a list</h1>
      {setting.controls && <DevControls />}
      {step.kind === 'choosing' && (
        <>
          {step.error !== undefined && <Fault error={step.error} />}
          <ChooseList choose={choose} fail={(error) => setStep({ kind: 'choosing', error })} />
        </>
      )}
      {step.kind === 'reading' && (
        <p role="status">
          Reading <bdi>{step.name}</bdi> …
        </p>
      )}
      {step.kind === 'chosen' && (
        <Forecast
          chosen={step.chosen}
          send={() => setStep({ kind: 'sent', chosen: step.chosen })}
          anew={anew}
        />
      )}
      {step.kind === 'sent' && <SentList chosen={step.chosen} anew={anew} />}
    </>
  );
}
