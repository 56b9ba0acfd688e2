/** A call that failed, in words, and the way on. */
import { GatewayError, GatewayUnreachable } from '../../client/call-errors.ts';
import { forgetToken } from '../token-gate.tsx';
import { useGateway } from './with-gateway.ts';

/** @returns the fault in a sentence or two, with the remedy that the gateway gives */
export function faultInWords(error: unknown): string {
  if (error instanceof GatewayUnreachable) return `The gateway did not answer. ${error.message}`;
  if (error instanceof GatewayError) {
    const { title, detail, errors } = error;
    const each = errors.map(({ pointer, detail: remedy }) => `${pointer} ${remedy}`);
    return [`${title}.`, detail, ...each].join(' ');
  }
  return error instanceof Error ? error.message : String(error);
}

export function Fault({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  const { setting } = useGateway();
  const isTokenRefused = setting.needsToken && error instanceof GatewayError && error.status === 401;
  return (
    <div class="fault" role="alert">
      <p>{faultInWords(error)}</p>
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
