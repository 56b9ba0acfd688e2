import { describe, expect, it } from 'vitest';
import { later } from '../../../shared/jobs/instant.ts';
import { LIST_ORDERS } from '../../../shared/jobs/list-order.ts';
import { splitFilter } from '../../../shared/jobs/served-filter.ts';
import { START } from '../../fixtures.ts';

const values = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`);

describe('a filter, split by what an index serves', () => {
  it.each(LIST_ORDERS)('is served whole in the order %s, but for times and many values', (order) => {
    const filter = { status: ['a', 'b'], jobType: ['c'], tag: 't=1', cause: ['failed/x'] };
    expect(splitFilter(filter, order)).toEqual({ served: filter, isPartial: false });
    expect(splitFilter({}, order)).toEqual({ served: {}, isPartial: false });
  });

  it('has times in the index of the newest alone', () => {
    const [since, until] = [START, later(START, 1)];
    for (const filter of [{ since }, { until }, { since, until }]) {
      expect(splitFilter(filter, 'newest')).toEqual({ served: filter, isPartial: false });
      expect(splitFilter(filter, 'name')).toEqual({ served: {}, isPartial: true });
    }
  });

  it('is served by reason as by the causes with it', () => {
    const { served } = splitFilter({ reason: ['r'] }, 'newest');
    expect(served).toEqual({ cause: ['failed/r', 'canceled/r', 'rejected/r', 'discarded/r'] });
  });

  it('asks for 30 alternatives at most, and looks at each job for the rest', () => {
    expect(splitFilter({ status: values(15), jobType: values(2) }, 'newest').isPartial).toBe(false);
    expect(splitFilter({ status: values(15), jobType: values(3) }, 'newest')).toEqual({
      served: { status: values(15) },
      isPartial: true,
    });
    const wide = { reason: values(20), status: values(4), jobType: values(7) };
    expect(splitFilter(wide, 'name')).toEqual({
      served: { status: values(4), jobType: values(7) },
      isPartial: true,
    });
  });

  it('counts a value that is given twice once, and one that no index holds not at all', () => {
    const status = [...values(15), ...values(15), 'x'.repeat(1_500)];
    expect(splitFilter({ status, jobType: values(2) }, 'newest')).toEqual({
      served: { status: values(15), jobType: values(2) },
      isPartial: false,
    });
  });
});
