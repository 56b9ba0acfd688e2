import type { ComponentChildren } from 'preact';
import { hashOf, type Screen, type ViewAddress } from '../view-address.ts';
import { Short } from './cut.tsx';

interface Properties extends Partial<Omit<ViewAddress, 'screen'>> {
  readonly to: Screen;
  readonly class?: string;
  /** Whether the view is the one that is shown. */
  readonly isHere?: boolean;
  /** A text is cut where it is long: the view has it whole. */
  readonly children: ComponentChildren;
}

/** A link to another view: it can be opened in a tab of its own, copied and sent. */
export function Link({ to, children, class: name, isHere = false, ...address }: Properties) {
  return (
    <a href={hashOf(to, address)} class={isHere ? 'here' : name} aria-current={isHere ? 'page' : undefined}>
      {typeof children === 'string' ? <Short text={children} /> : children}
    </a>
  );
}
