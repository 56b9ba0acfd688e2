import type { ComponentChildren } from 'preact';
import { type Conditions, hashOf, type Screen } from '../view-address.ts';
import { Short } from './cut.tsx';

interface Properties {
  readonly to: Screen;
  readonly id?: string;
  readonly query?: Conditions | undefined;
  /** Whether the view is the one that is shown. */
  readonly isHere?: boolean;
  /** A text is cut where it is long: the view has it whole. The ID where there are none. */
  readonly children?: ComponentChildren;
}

/** A link to another view: it can be opened in a tab of its own, copied and sent. */
export function Link({ to, id, query, isHere = false, children }: Properties) {
  const said = children ?? id;
  return (
    <a
      href={hashOf(to, { id, query })}
      class={said === id ? 'id' : undefined}
      aria-current={isHere ? 'page' : undefined}
    >
      {typeof said === 'string' ? <Short text={said} /> : said}
    </a>
  );
}
