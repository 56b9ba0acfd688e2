/** Jobs as large as Modigie takes them. */
import type { Submission } from '../client/index.ts';
import { MAX_DATA_BYTES } from '../shared/protocol/max-data-bytes.ts';
import { PAYLOAD } from './measured-gateway.ts';

const URLS = 100;
/** Of a URL, what is around it in the request. */
const AROUND = 30;
const LENGTH = Math.floor((MAX_DATA_BYTES - JSON.stringify({ payload: PAYLOAD }).length) / URLS) - AROUND;

/** @returns submissions of nearly 100 kB each, no two of which share a text in memory */
export function largeJobs(prefix: string, count: number): Submission[] {
  return Array.from({ length: count }, (_, i) => ({
    requestId: `${prefix}-${i}`,
    jobType: 'enrichMobile',
    payload: {
      ...PAYLOAD,
      urls: Array.from({ length: URLS }, (_, n) => ({
        url: { userFormat: `https://www.example.com/${i}/${n}/`.padEnd(LENGTH, 'ingrid-lindqvist-') },
      })),
    },
  }));
}
