/** All parts of the page reach the gateway, and what its server said, without it being handed down. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Gateway } from '../connect.ts';
import type { Setting } from '../setting.ts';

interface Connected {
  readonly gateway: Gateway;
  readonly setting: Setting;
}

export const WithGateway = createContext<Connected | undefined>(undefined);

/** @throws Error outside of `WithGateway`, where no part of the page is */
export function useGateway(): Connected {
  const connected = useContext(WithGateway);
  if (!connected) throw new Error('A part of the page is outside of WithGateway.');
  return connected;
}
