import { describe, expect, it } from 'vitest';
import { BytesUnderWay, SMALL_BODY_BYTES } from '../../../shared/http/bytes-under-way.ts';
import { takeBody } from '../../../shared/http/incoming-body.ts';

const LARGEST = 1_000_000;
const roomFor = (bodies: number) => ({
  largestBody: LARGEST,
  underWay: new BytesUnderWay({ small: 3 * SMALL_BODY_BYTES, large: bodies * LARGEST }),
});

/** Chunks of a body, and how many bytes of them were asked for. */
function arriving(...sizes: number[]) {
  const asked = { bytes: 0 };
  async function* chunks() {
    for (const size of sizes) {
      asked.bytes += size;
      yield Buffer.alloc(size, 'x');
    }
  }
  return { asked, chunks: chunks() };
}

const TOO_LARGE = 'too-large';

describe('an incoming body', () => {
  it('is read whole', async () => {
    for (const length of ['5', undefined]) {
      const taken = await takeBody({ length, chunks: arriving(2, 3).chunks }, roomFor(1));
      expect(taken).toMatchObject({ body: Buffer.from('xxxxx') });
    }
  });

  it('that says it is too large is refused before it is read', async () => {
    const { asked, chunks } = arriving(10);
    const taken = await takeBody({ length: `${LARGEST + 1}`, chunks }, roomFor(1));
    expect(taken).toMatchObject({
      refused: { type: TOO_LARGE, detail: 'The body has 1000001 bytes; at most 1000000 are taken.' },
    });
    expect(asked.bytes).toBe(0);
  });

  it('that turns out to be too large is read no further, and holds nothing', async () => {
    const room = roomFor(1);
    const { asked, chunks } = arriving(600_000, 600_000, 600_000);
    const taken = await takeBody({ length: undefined, chunks }, room);
    expect(taken).toMatchObject({ refused: { type: TOO_LARGE } });
    expect(asked.bytes).toBe(1_200_000);
    expect(room.underWay.hold(LARGEST)).toBeDefined();
  });

  it('for which there is no room is refused before it is read, until another is released', async () => {
    const room = roomFor(1);
    const first = await takeBody({ length: `${LARGEST}`, chunks: arriving(LARGEST).chunks }, room);
    const { asked, chunks } = arriving(LARGEST);
    expect(await takeBody({ length: `${LARGEST}`, chunks }, room)).toMatchObject({
      refused: { type: 'unavailable' },
    });
    expect(asked.bytes).toBe(0);
    first.held?.release();
    expect(await takeBody({ length: `${LARGEST}`, chunks: arriving(LARGEST).chunks }, room)).toMatchObject({
      body: expect.any(Buffer),
    });
  });

  it('in chunks counts as a small one until it is not, and then as the largest', async () => {
    const room = roomFor(1);
    const small = await takeBody({ length: undefined, chunks: arriving(SMALL_BODY_BYTES).chunks }, room);
    expect(small).toMatchObject({ body: expect.any(Buffer) });
    const large = await takeBody({ length: undefined, chunks: arriving(SMALL_BODY_BYTES, 1).chunks }, room);
    expect(large).toMatchObject({ body: expect.any(Buffer) });
    const { asked, chunks } = arriving(SMALL_BODY_BYTES, 1, LARGEST);
    expect(await takeBody({ length: undefined, chunks }, room)).toMatchObject({
      refused: { type: 'unavailable' },
    });
    expect(asked.bytes).toBe(SMALL_BODY_BYTES + 1);
    large.held?.release();
    expect(room.underWay.hold(LARGEST)).toBeDefined();
  });

  it('that breaks off holds nothing', async () => {
    const room = roomFor(1);
    async function* broken() {
      yield Buffer.alloc(10);
      throw new Error('aborted');
    }
    await expect(takeBody({ length: `${LARGEST}`, chunks: broken() }, room)).rejects.toThrow('aborted');
    expect(room.underWay.hold(LARGEST)).toBeDefined();
  });
});
