/** The first look: is all well, and where is it not. Each number leads to the list of what it counts. */
import { DevControls } from '../../dev/dev-controls.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Budgets } from '../../parts/budgets.tsx';
import { PlaceHold } from '../../parts/place-hold.tsx';
import { Section } from '../../parts/section.tsx';
import { useGateway } from '../../parts/with-gateway.ts';
import { BacklogSplit } from './backlog-split.tsx';
import { Examination } from './examination.tsx';
import { HoldBanners } from './hold-banners.tsx';
import { Today } from './today.tsx';

const EVERY_MS = 10_000;

export function Overview() {
  const { setting } = useGateway();
  return (
    <>
      {setting.controls && <DevControls />}
      <Answer to="GET /v1/holds" every={EVERY_MS}>
        {({ holds }) => <HoldBanners holds={holds} />}
      </Answer>
      <Section title="Still to be done">
        <Answer to="GET /v1/backlog" every={EVERY_MS}>
          {(backlog) => <BacklogSplit backlog={backlog} />}
        </Answer>
        <PlaceHold />
      </Section>
      <Today every={EVERY_MS} />
      <Section title="Budgets">
        <Answer to="GET /v1/budgets" every={EVERY_MS}>
          {({ budgets }) => <Budgets budgets={budgets} />}
        </Answer>
      </Section>
      <Examination />
      {setting.listsFor.length > 0 && (
        <p class="hint">
          New here? <a href="#/list">Drop a list of leads</a> and see what becomes of it.
        </p>
      )}
    </>
  );
}
