/** All parts of the page reach the gateway, and what its server said, without it being handed down. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Gateway } from '../connect.ts';
import type { Setting } from '../setting.ts';

interface Connected {
  readonly gateway: Gateway;
  readonly setting: Setting;
  /** The gateway's time in epoch milliseconds: this machine's, but in `dev`, where it may be moved. */
  now(): number;
  /** Told how far (ms) the gateway's time is ahead. */
  setAhead(ms: number): void;
  /** A list that was dropped somewhere on the page, and waits to be read. */
  readonly dropped: File | undefined;
  drop(list: File | undefined): void;
}

export const WithGateway = createContext<Connected | undefined>(undefined);

/** @throws Error outside of `WithGateway`, where no part of the page is */
export function useGateway(): Connected {
  const connected = useContext(WithGateway);
  if (!connected) throw new Error('A part of the page is outside of WithGateway.');
  return connected;
}
