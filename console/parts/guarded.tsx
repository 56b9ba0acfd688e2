import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { Fault } from './fault.tsx';

/** A view, or words about it where an answer was not at all what it can show: the rest of the page stays. */
export function Guarded({ children }: { children: ComponentChildren }) {
  const [error, again] = useErrorBoundary();
  if (error === undefined) return children;
  return <Fault error={new Error(`This view cannot be shown: ${error}.`)} again={again} />;
}
