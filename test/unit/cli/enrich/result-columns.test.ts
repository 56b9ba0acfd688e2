import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REASON_COLUMN } from '../../../../cli/enrich/rejects.ts';
import { isOurs, ownPlaces, resultLayout } from '../../../../cli/enrich/result-columns.ts';
import { RESULT_COLUMNS } from '../../../../cli/enrich/results.ts';

const LIST = ['id', 'firstName', 'note'];
/** @returns names of a header that are carried through */
const carriedOf = (header: readonly string[]) =>
  resultLayout(header).carried.map((place) => header[place] ?? '');

describe('the columns of results', () => {
  it('are those of the list, as they are, and then ours', () => {
    const header = [' id ', 'firstName', '', 'note'];
    expect(resultLayout(header)).toEqual({
      carried: [0, 1, 2, 3],
      names: [' id ', 'firstName', '', 'note', ...RESULT_COLUMNS],
    });
  });

  it('are the same in every round: ours are replaced', () => {
    const first = resultLayout(LIST).names;
    const second = resultLayout(first).names;
    expect(second).toEqual(first);
    expect(resultLayout(second).names).toEqual(first);
    expect(carriedOf(first)).toEqual(LIST);
  });

  it('of an earlier round end where a person has put columns of their own behind them', () => {
    const header = [...LIST, ...RESULT_COLUMNS, 'status', 'mobile', 'why'];
    expect(carriedOf(header)).toEqual([...LIST, 'status', 'mobile', 'why']);
  });

  it('keep a column of the list that has the name of one of ours, which then has a prefix', () => {
    const header = ['id', 'status', 'mobile'];
    const { carried, names } = resultLayout(header);
    expect(carried).toEqual([0, 1, 2]);
    expect(names.slice(0, 6)).toEqual([...header, 'requestId', 'modigie_status', 'attempts']);
    expect(names).toContain('modigie_mobile');
    expect(names).not.toContain('modigie_reason');
    expect(new Set(names).size).toBe(names.length);
    expect(resultLayout(names)).toMatchObject({ names });
    expect(carriedOf(names)).toEqual(header);
  });

  it('keep a column of the list even with the prefix', () => {
    const header = ['id', 'status', 'modigie_status'];
    const { names } = resultLayout(header);
    expect(names).toContain('modigie_modigie_status');
    expect(resultLayout(names).names).toEqual(names);
  });

  it.each([
    ['before the others', (ours: readonly string[]) => [...ours, ...LIST]],
    ['among the others', (ours: readonly string[]) => ['id', ...ours, 'firstName', 'note']],
  ])('are found where a person has moved them: %s', (_where, moved) => {
    expect(carriedOf(moved(RESULT_COLUMNS))).toEqual(LIST);
  });

  it('are found when a person has deleted some of them', () => {
    expect(carriedOf(['id', 'requestId', 'status', 'attempts', 'reason', 'firstName', 'note'])).toEqual(LIST);
  });

  it('do not have the reason of rejects, which are corrected by then', () => {
    expect(carriedOf([...LIST, REASON_COLUMN])).toEqual(LIST);
    expect(carriedOf(['id', REASON_COLUMN, 'firstName', 'note'])).toEqual(LIST);
  });

  it('are the same in three rounds, whatever else the list has', () => {
    const foreign = fc.oneof(fc.constantFrom(...RESULT_COLUMNS, 'modigie_status', 'note', ''), fc.string());
    fc.assert(
      fc.property(fc.array(foreign), (header) => {
        const { names } = resultLayout(header);
        const again = resultLayout(names).names;
        expect(again).toEqual(resultLayout(again).names);
      }),
    );
  });
});

describe('the places of our columns', () => {
  it('are those of an earlier round, whatever they are called and without those that are deleted', () => {
    const header = ['id', 'status', 'requestId', 'modigie_status', 'attempts', 'mobile', 'reason', 'mobile'];
    expect([...ownPlaces(header)]).toEqual([
      ['requestId', 2],
      ['status', 3],
      ['attempts', 4],
      ['mobile', 5],
      ['reason', 6],
    ]);
    expect(ownPlaces(['id', 'status', REASON_COLUMN]).size).toBe(0);
  });
});

describe('a header', () => {
  it.each([
    ['of results', [...LIST, ...RESULT_COLUMNS]],
    ['of results with a prefix', resultLayout(['id', 'requestId', 'status']).names],
    ['of rejects', [...LIST, REASON_COLUMN]],
  ])('%s is ours', (_name, header) => {
    expect(isOurs(header)).toBe(true);
  });

  it.each([
    ['of a list', LIST],
    ['of a list with some of our names', ['status', 'requestId', 'attempts', 'reason']],
    ['of nothing', []],
  ])('%s is not', (_name, header) => {
    expect(isOurs(header)).toBe(false);
  });
});
