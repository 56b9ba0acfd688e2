/**
 * The body of a request, from the socket: refused before it is read where its length is told, else as it
 * comes.
 */

import { type BytesUnderWay, type Held, SMALL_BODY_BYTES } from './bytes-under-way.ts';
import type { BodyRefusal } from './http.ts';

/** The room of a function for bodies. */
export interface Room {
  /** Bytes of the largest body that it takes. */
  readonly largestBody: number;
  readonly underWay: BytesUnderWay;
}

export interface IncomingBody {
  /** Its bytes as the header Content-Length tells them; undefined for a body in chunks. */
  readonly length: string | undefined;
  readonly chunks: AsyncIterable<Buffer>;
}

/** A body that is in memory, until it is released, or why it was not read to its end. */
export type TakenBody =
  | { readonly body: Buffer; readonly held: Held }
  | { readonly refused: BodyRefusal; readonly held: undefined };

/**
 * Reads a body as far as there is room for it.
 * @throws what the connection's end in the midst of it throws; nothing is held then
 */
export async function takeBody({ length, chunks }: IncomingBody, room: Room): Promise<TakenBody> {
  const told = length === undefined ? undefined : Number(length);
  if (told !== undefined && told > room.largestBody) return tooLarge(`${told}`, room);
  const first = room.underWay.hold(told ?? SMALL_BODY_BYTES);
  if (!first) return NO_ROOM;
  const holding = new Holding(first);
  try {
    return await readInto(holding, chunks, { ...room, larger: told === undefined });
  } catch (error) {
    holding.release();
    throw error;
  }
}

const NO_ROOM: TakenBody = { refused: { type: 'unavailable' }, held: undefined };

function tooLarge(bytes: string, { largestBody }: Room): TakenBody {
  const detail = `The body has ${bytes} bytes; at most ${largestBody} are taken.`;
  return { refused: { type: 'too-large', detail }, held: undefined };
}

/** The bytes that one request holds: exchanged when its body turns out to be a large one. */
class Holding implements Held {
  #held: Held;

  constructor(held: Held) {
    this.#held = held;
  }

  exchangeFor(held: Held): void {
    this.#held.release();
    this.#held = held;
  }

  release(): void {
    this.#held.release();
  }
}

/** @param room.larger whether a body that does not stay small is held for as long as it may be */
async function readInto(
  holding: Holding,
  chunks: AsyncIterable<Buffer>,
  room: Room & { readonly larger: boolean },
): Promise<TakenBody> {
  const read: Buffer[] = [];
  let bytes = 0;
  let { larger } = room;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > room.largestBody) return refuse(holding, tooLarge(`more than ${room.largestBody}`, room));
    if (larger && bytes > SMALL_BODY_BYTES) {
      const held = room.underWay.hold(Math.max(bytes, room.largestBody));
      if (!held) return refuse(holding, NO_ROOM);
      holding.exchangeFor(held);
      larger = false;
    }
    read.push(chunk);
  }
  return { body: Buffer.concat(read, bytes), held: holding };
}

function refuse(holding: Holding, refused: TakenBody): TakenBody {
  holding.release();
  return refused;
}
