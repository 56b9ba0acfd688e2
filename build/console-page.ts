/** The console: one page with its script and its style inside, and the policy that lets nothing else in. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { SETTING_NAME } from '../console/setting.ts';

const ROOT = join(import.meta.dirname, '..');

/** How large a page is, as it is and compressed. */
export interface PageSize {
  readonly bytes: number;
  readonly gzipBytes: number;
}

/** At most so large: it is there before a person has noticed. */
export const CONSOLE_BUDGET: PageSize = { bytes: 90_000, gzipBytes: 30_000 };

export interface ConsolePage {
  /** @param setting the words of its server about itself, for the page alone: they are written as JSON */
  readonly html: (setting: object) => string;
  /** The value of `Content-Security-Policy`. */
  readonly policy: string;
}

export async function buildConsolePage(): Promise<ConsolePage> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: { page: 'console/main.tsx', style: 'console/style.css' },
    outdir: 'dist/console',
    write: false,
    bundle: true,
    platform: 'browser',
    target: ['es2023', 'chrome123', 'firefox120', 'safari17.5'],
    format: 'iife',
    minify: true,
    charset: 'utf8',
    // The automatic runtime, by which tsc checks them, wants a longer call for each element.
    tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
    inject: ['console/jsx.ts'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? '';
  // A closing tag in one of its texts would end the script.
  const script = textOf('.js').replaceAll('</script', '<\\/script');
  const style = textOf('.css');
  return { html: (setting) => htmlOf({ script, style, setting }), policy: policyOf(script, style) };
}

export function sizeOf({ html }: ConsolePage): PageSize {
  const text = html({});
  return { bytes: Buffer.byteLength(text), gzipBytes: gzipSync(text, { level: 9 }).length };
}

/** @returns the fault of a page that is too large, with what to do; undefined of any other */
export function overBudget(size: PageSize, budget = CONSOLE_BUDGET): string | undefined {
  if (size.bytes <= budget.bytes && size.gzipBytes <= budget.gzipBytes) return undefined;
  return `The console's page has ${inKb(size)}, and at most ${inKb(budget)}: say it with less.`;
}

export function inKb({ bytes, gzipBytes }: PageSize): string {
  const kb = (count: number) => `${(count / 1000).toFixed(1)} kB`;
  return `${kb(bytes)}, compressed ${kb(gzipBytes)}`;
}

interface Parts {
  readonly script: string;
  readonly style: string;
  readonly setting: object;
}

function htmlOf({ script, style, setting }: Parts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="${SETTING_NAME}" content="${inAttribute(JSON.stringify(setting))}">
<title>modigie-gateway</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<noscript>The console needs JavaScript; the command line does not.</noscript>
<script>${script}</script>
</body>
</html>
`;
}

/** Nothing runs but this script, nothing is fetched but from its own server, and no page frames it. */
function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** @returns the text for an attribute between double quotes */
function inAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
