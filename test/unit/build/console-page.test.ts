import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildConsolePage, type ConsolePage, overBudget, sizeOf } from '../../../build/console-page.ts';

/** Names of kinds of markup, which are written as addresses and are none. */
const NAMESPACES = /http:\/\/www\.w3\.org\/(?:2000\/svg|1998\/Math\/MathML|1999\/xhtml|1999\/xlink)/g;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe("the console's page", () => {
  let page: ConsolePage;
  let html: string;
  beforeAll(async () => {
    page = await buildConsolePage();
    html = page.html({ name: 'a "name" & </script><script>alert(1)</script>' });
  });

  it('is within its budget', () => {
    expect(overBudget(sizeOf(page))).toBeUndefined();
  });

  it('fails its build with both sizes where it is over', () => {
    expect(overBudget({ bytes: 90_001, gzipBytes: 29_000 }, { bytes: 90_000, gzipBytes: 30_000 })).toBe(
      "The console's page has 90.0 kB, compressed 29.0 kB, and at most 90.0 kB, compressed 30.0 kB: say it with less.",
    );
    expect(overBudget({ bytes: 1, gzipBytes: 2 }, { bytes: 1, gzipBytes: 1 })).toMatch(
      /^The console's page has/,
    );
    expect(overBudget({ bytes: 1, gzipBytes: 1 }, { bytes: 1, gzipBytes: 1 })).toBeUndefined();
  });

  it('names no other server, neither to fetch from nor to lead to', () => {
    expect(html.replace(NAMESPACES, '').match(/(?:https?:|wss?:)?\/\/[a-z0-9-]+\.[a-z]{2,}/gi)).toBeNull();
    expect(html).not.toMatch(
      /<link (?!rel="icon" href="data:,">)|<(?:img|iframe|base|object)\b|@import|\burl\((?!#)/,
    );
  });

  it('has one script and one style, and a policy that lets in these alone', () => {
    const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) => script);
    const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = '']) => style);
    expect([scripts.length, styles.length, html.match(/<script/g)?.length]).toEqual([1, 1, 1]);
    expect(page.policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf(scripts[0] ?? '')}`,
      `style-src ${hashOf(styles[0] ?? '')}`,
      "connect-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]);
  });

  it('has the words of its server as a value, whatever they are', () => {
    const [, content = ''] = /<meta name="console" content="([^"]*)">/.exec(html) ?? [];
    expect(content).not.toMatch(/[<>]script/);
    const text = content.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
    expect(JSON.parse(text)).toEqual({ name: 'a "name" & </script><script>alert(1)</script>' });
  });
});
