declare const brand: unique symbol;

/** Of one erasure and its receipt. Sorts as time does, and says nothing of the person. */
export type ErasureId = string & { readonly [brand]: true };

const ERASURE_ID = /^er-\d{8}T\d{9}Z-[0-9a-f]{10}$/;

/** @param hash 10 hexadecimal digits that tell two of the same millisecond apart */
export function erasureIdAt(time: Date, hash: string): ErasureId {
  return `er-${time.toISOString().replaceAll(/[-:.]/g, '')}-${hash}` as ErasureId;
}

export function isErasureId(text: string): text is ErasureId {
  return ERASURE_ID.test(text);
}
