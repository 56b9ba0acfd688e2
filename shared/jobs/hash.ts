/**
 * FNV-1a, 32 bits: spreads IDs evenly over shards and jitter. Not for secrets.
 * @returns an unsigned 32-bit integer that depends on `text` alone.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  // FNV's high bits mix poorly on short texts; one avalanche step (murmur3's finaliser) spreads them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** @returns a fraction in [0, 1) that depends on `text` alone; jitter is drawn with it. */
export function fractionOf(text: string): number {
  return hash32(text) / 2 ** 32;
}
