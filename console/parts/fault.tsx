/** A call that failed, in words, and the way on; nothing where none did. */
import { CallError } from '../connect.ts';
import { forgetToken } from '../token-gate.tsx';
import { useGateway } from './with-gateway.ts';

export function Fault({ error, again }: { error: unknown; again?: () => void }) {
  const { setting } = useGateway();
  if (error === undefined) return null;
  const isTokenRefused = setting.needsToken && error instanceof CallError && error.status === 401;
  return (
    <div class="fault" role="alert">
      <p>{(error as Error).message}</p>
      {isTokenRefused && (
        <button type="button" onClick={forgetToken}>
          Give another token
        </button>
      )}
      {again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}
