/** The invented world of `dev`, as its server tells of it and changes it. */
import type { Gateway } from '../connect.ts';

export interface Controls {
  /** Whether messages are lost, late and repeated. */
  readonly chaos: boolean;
  /** How far (ms) its clock is ahead of the machine's. */
  readonly aheadMs: number;
  readonly canMoveClock: boolean;
}

/** @throws Error in words */
export async function readWorld(gateway: Gateway): Promise<Controls> {
  return JSON.parse(await gateway.beside('controls'));
}

/** @throws Error in words */
export async function changeWorld(
  gateway: Gateway,
  what: 'chaos' | 'clock',
  order: object,
): Promise<Controls> {
  return JSON.parse(await gateway.beside(`controls:${what}`, JSON.stringify(order)));
}
