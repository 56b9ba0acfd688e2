/** The first look: is all well, and where is it not. Each number leads to the list of what it counts. */
import { DevControls } from '../../dev/dev-controls.tsx';
import { Budgets } from '../../parts/budgets.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import { BacklogSplit } from './backlog-split.tsx';
import { Examination } from './examination.tsx';
import { HoldBanners } from './hold-banners.tsx';
import { Today } from './today.tsx';

const EVERY_MS = 10_000;

export function Overview() {
  const { gateway, setting } = useGateway();
  const holds = useRead('holds', (signal) => gateway.call('GET /v1/holds', { signal }), EVERY_MS);
  const backlog = useRead('backlog', (signal) => gateway.call('GET /v1/backlog', { signal }), EVERY_MS);
  const budgets = useRead('budgets', (signal) => gateway.call('GET /v1/budgets', { signal }), EVERY_MS);
  return (
    <>
      <h1>Overview</h1>
      {setting.controls && <DevControls />}
      <Read of={holds}>{({ holds: list }) => <HoldBanners holds={list} again={holds.again} />}</Read>
      <Section title="Still to be done">
        <Read of={backlog}>{(split) => <BacklogSplit backlog={split} />}</Read>
      </Section>
      <Today everyMs={EVERY_MS} />
      <Section title="Budgets">
        <Read of={budgets}>{({ budgets: list }) => <Budgets budgets={list} />}</Read>
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
