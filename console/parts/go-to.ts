import { hashOf, type Screen, type ViewAddress } from '../view-address.ts';

/** Shows another view, as a link to it does. */
export function goTo(screen: Screen, address: Partial<ViewAddress>): void {
  location.hash = hashOf(screen, address);
}
