import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';

/** A view, or words about it where an answer was not at all what it can show: the rest of the page stays. */
export function Guarded({ children }: { children: ComponentChildren }) {
  const [error, again] = useErrorBoundary();
  if (error === undefined) return children;
  return (
    <>
      <h1>This view cannot be shown</h1>
      <div class="fault" role="alert">
        <p>The gateway has answered what this page cannot read. Are both of one version? {String(error)}.</p>
        <button type="button" onClick={again}>
          Try again
        </button>
      </div>
    </>
  );
}
