/** Points that the worlds of one run have to have hit between them: a point never hit proves nothing. */
import { LOG_EVENTS } from '../../shared/telemetry/log-events.ts';
import { POINTS } from './fault-points.ts';
import { CIRCUMSTANCES, type WorldReport } from './world-report.ts';

/**
 * In the order of the life cycle (docs/protocol.md §4); a job may skip any of them, since answers overtake
 * each other.
 */
const ON_THE_WAY = ['accepted', 'published', 'created', 'validated', 'enqueued', 'dispatching', 'processing'];
/** From where each ending is reached: as far as the life cycle goes, and what our own timers allow. */
const ENDED_FROM: Readonly<Record<string, readonly string[]>> = {
  completed: ON_THE_WAY,
  failed: ON_THE_WAY,
  canceled: ON_THE_WAY.slice(0, 5),
  rejected: ON_THE_WAY.slice(0, 3),
  refused: ['accepted'],
  withdrawn: ['accepted'],
  discarded: ['published'],
  unanswered: ['published'],
  erased: ['accepted'],
};

const TRANSITIONS = [
  'nothing → accepted',
  // An answer to an ID that the gateway never requested.
  'nothing → failed',
  'unanswered → processing',
  'unanswered → completed',
  ...ON_THE_WAY.flatMap((from, i) => ON_THE_WAY.slice(i + 1).map((to) => `${from} → ${to}`)),
  ...Object.entries(ENDED_FROM).flatMap(([to, froms]) => froms.map((from) => `${from} → ${to}`)),
];
const FAULTS = Object.entries(POINTS).flatMap(([point, kinds]) =>
  kinds.map((kind) => faultName({ point, kind })),
);
/**
 * Everything that can become of a job, of a hold and of an operation, which a document alone makes
 * unreadable; of a person, and of a message that is set aside.
 */
const EVENTS = [
  ...Object.keys(LOG_EVENTS).filter((name) => /^(?:job|hold|operation)\.(?!unreadable)/.test(name)),
  'erasure.run',
  'breaker.tripped',
  'message.dead-lettered',
  'dead-letter.kept',
];

export class Coverage {
  readonly circumstances = new Map<string, number>(CIRCUMSTANCES.map((name) => [name, 0]));
  readonly faults = new Map(FAULTS.map((name) => [name, 0]));
  readonly transitions = new Map(TRANSITIONS.map((name) => [name, 0]));
  readonly events = new Map(EVENTS.map((name) => [name, 0]));

  add(world: WorldReport): void {
    for (const circumstance of world.circumstances) increment(this.circumstances, circumstance);
    for (const fault of world.faults) increment(this.faults, faultName(fault));
    for (const transition of world.transitions) increment(this.transitions, transition);
    for (const event of world.events) increment(this.events, event);
  }

  /** Names of what no world has had. */
  missing(): string[] {
    return [this.circumstances, this.faults, this.transitions, this.events].flatMap((counts) =>
      [...counts].filter(([, count]) => count === 0).map(([name]) => name),
    );
  }
}

function faultName({ point, kind }: { readonly point: string; readonly kind: string }): string {
  return `${point} ${kind}`;
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
