import { InvalidArgumentError } from 'commander';

/** @returns a reader of whole numbers from `min` to `max` that throws InvalidArgumentError for other texts */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return value;
  };
}
