import type { ComponentChildren } from 'preact';

interface Properties {
  readonly title: string;
  /** Beside the title: the time or the unit that all of it is of. */
  readonly note?: string;
  readonly children: ComponentChildren;
}

/** A part of a screen, with a heading by which it is found. */
export function Section({ title, note, children }: Properties) {
  return (
    <section aria-label={title}>
      <h2>
        {title} {note && <small>{note}</small>}
      </h2>
      {children}
    </section>
  );
}
