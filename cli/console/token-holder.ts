/**
 * @param token of a caller; nothing is checked of it, which is the gateway's to do
 * @returns the account that an identity token of Google's names; undefined for any other token
 */
export function tokenHolder(token: string): string | undefined {
  const [, claims = ''] = token.split('.');
  try {
    const { email }: { email?: unknown } = JSON.parse(Buffer.from(claims, 'base64url').toString()) ?? {};
    return typeof email === 'string' ? email : undefined;
  } catch {
    return undefined;
  }
}
