/** A list of leads, from its drop to its results: nothing is sent before it is seen what it may cost. */
import { useState } from 'preact/hooks';
import { DevControls } from '../../dev/dev-controls.tsx';
import { focusOn } from '../../parts/dialog.tsx';
import { Fault } from '../../parts/fault.tsx';
import { useTask } from '../../parts/use-task.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { ChooseList } from './choose-list.tsx';
import { Forecast } from './forecast.tsx';
import { type ChosenList, readList } from './read-list.ts';
import { SentList } from './sent-list.tsx';

export function List() {
  const { gateway, setting } = useGateway();
  const { isBusy, error, perform } = useTask();
  const [chosen, setChosen] = useState<ChosenList>();
  const [isSent, setSent] = useState(false);
  const anew = () => {
    setChosen(undefined);
    setSent(false);
  };
  return (
    <>
      {setting.controls && <DevControls />}
      <Fault error={error} />
      {isBusy && <p role="status">Reading …</p>}
      {chosen ? (
        <>
          <h2 key={`${isSent}`} ref={focusOn} tabIndex={-1}>
            <bdi>{chosen.file.name}</bdi>
          </h2>
          {isSent ? <SentList chosen={chosen} /> : <Forecast list={chosen.list} send={() => setSent(true)} />}
          <p>
            <button type="button" onClick={anew}>
              Another list
            </button>
          </p>
        </>
      ) : (
        <ChooseList
          choose={(file, jobType) =>
            isBusy || perform(async () => setChosen(await readList(gateway, await file, jobType)))
          }
        />
      )}
    </>
  );
}
