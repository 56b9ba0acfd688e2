import { describe, expect, it } from 'vitest';
import { callWithSet } from '../../../shared/adapters/calls-of-sets.ts';

/** Items are numbers, and as many bytes. A call with a bad one is refused; so is each with `broken`. */
function service(options: { readonly bad?: readonly number[]; readonly broken?: readonly number[] } = {}) {
  const calls: (readonly number[])[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const call = async (items: readonly number[]) => {
    calls.push(items);
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    underWay -= 1;
    if (items.some((item) => options.bad?.includes(item))) throw new Error('refused');
    if (items.some((item) => options.broken?.includes(item))) throw new Error('broken');
    return items.map((item) => `done ${item}`);
  };
  return {
    calls,
    mostUnderWay: () => mostUnderWay,
    limits: { items: 3, bytes: 100 },
    bytesOf: (item: number) => item,
    call,
    isRefusal: (error: unknown) => (error as Error).message === 'refused',
    faultOf: (error: unknown) => (error as Error).message,
  };
}

describe('a set brought to a service', () => {
  it('is one call while it is small, and none while it is empty', async () => {
    const small = service();
    expect(await callWithSet([1, 2, 3], small)).toEqual(['done 1', 'done 2', 'done 3']);
    expect(await callWithSet([], small)).toEqual([]);
    expect(small.calls).toEqual([[1, 2, 3]]);
  });

  it('is cut by items and by bytes, in order; an item larger than any call goes alone', async () => {
    const many = service();
    const items = [1, 2, 3, 4, 60, 41, 59, 500, 5];
    expect(await callWithSet(items, many)).toEqual(items.map((item) => `done ${item}`));
    expect(many.calls).toEqual([[1, 2, 3], [4, 60], [41, 59], [500], [5]]);
  });

  it('has four calls under way at once', async () => {
    const large = service();
    await callWithSet(
      Array.from({ length: 20 }, () => 100),
      large,
    );
    expect([large.calls.length, large.mostUnderWay()]).toEqual([20, 4]);
  });

  it('is sent again in halves for the item that it was refused for, which stands alone', async () => {
    const choosy = service({ bad: [2] });
    expect(await callWithSet([1, 2, 3, 4], choosy)).toEqual(['done 1', 'refused', 'done 3', 'done 4']);
    expect(choosy.calls).toEqual([[1, 2, 3], [4], [1, 2], [3], [1], [2]]);
  });

  it('shares any other fault of a call among its items alone, and is not sent again', async () => {
    const faulty = service({ broken: [2] });
    expect(await callWithSet([1, 2, 3, 4], faulty)).toEqual(['broken', 'broken', 'broken', 'done 4']);
    expect(faulty.calls).toEqual([[1, 2, 3], [4]]);
  });
});
