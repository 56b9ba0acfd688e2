import { type Address, hashOf, type Screen } from '../view-address.ts';

/** Shows another view, as a link to it does. */
export function goTo(screen: Screen, address: Address): void {
  location.hash = hashOf(screen, address);
}
