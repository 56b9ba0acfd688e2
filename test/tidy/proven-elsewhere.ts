export const PROVEN_ELSEWHERE: Readonly<Record<string, string>> = {};
