import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Told = Parameters<LookupFunction>[2];

/**
 * Looks a name up once for all connections that ask for it at the same time; nothing is kept beyond that. The
 * system's lookup takes a thread until its name servers answer, and half of Node.js' threads at most
 * (UV_THREADPOOL_SIZE): one name whose servers hang would take them all, and no other name be found.
 * @param lookup instead of the system's, for tests
 */
export function sharedLookup(lookup: LookupFunction = systemLookup as LookupFunction): LookupFunction {
  const underWay = new Map<string, Told[]>();
  return (name, options, told) => {
    const key = JSON.stringify([name, options]);
    const asking = underWay.get(key);
    if (asking) {
      asking.push(told);
      return;
    }
    const first = [told];
    underWay.set(key, first);
    lookup(name, options, (...answer) => {
      underWay.delete(key);
      for (const tell of first) tell(...answer);
    });
  };
}
