/** docs/benchmarks.md: a part for each measurement, with the machine and the day that it was taken on. */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { ROOT } from '../build/bundle.ts';

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const DOCUMENT = join(ROOT, 'docs', 'benchmarks.md');
const INTRODUCTION = `# Benchmarks

Written by \`npm run bench\`, which measures everything anew, or \`npm run bench -- PART …\` (Google's emulators are needed). Times are told as ratios to
a floor that was measured in the same run, taking turns with it, so that a noisy machine concerns both; the spread is from the first quartile to the third. The
emulators are no model of how fast Firestore and Pub/Sub are: absolute times say something about the machine, ratios about the gateway.
`;

export interface Part {
  /** Its name on the command line. */
  readonly name: string;
  readonly title: string;
  /** @returns its text in Markdown */
  readonly measure: () => Promise<string>;
}

/** Puts a part's text in its place, and leaves the others as they are. */
export async function writePart(
  { name, title }: Part,
  body: string,
  order: readonly string[],
): Promise<void> {
  const known = await readFile(DOCUMENT, 'utf8').catch(() => '');
  const parts = new Map(
    known
      .split(/^(?=<!-- part )/m)
      .flatMap((text) => (text.startsWith('<!-- part ') ? [[nameOf(text), text.trimEnd()] as const] : [])),
  );
  parts.set(
    name,
    `<!-- part ${name} -->\n## ${title}\n\n${machine()} Repeat: \`npm run bench -- ${name}\`.\n\n${body.trim()}`,
  );
  const texts = order.flatMap((one) => parts.get(one) ?? []);
  await writeFile(DOCUMENT, `${[INTRODUCTION.trimEnd(), ...texts].join('\n\n')}\n`);
}

function nameOf(part: string): string {
  return /^<!-- part (\S+) -->/.exec(part)?.[1] ?? '';
}

function machine(): string {
  const day = new Date().toISOString().slice(0, 10);
  const gib = Math.round(totalmem() / 2 ** 30);
  return `Measured on ${day}: Node.js ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gib} GiB.`;
}

/** @returns a Markdown table; the first row is its head, and columns of numbers are aligned to the right */
export function table([head = [], ...rows]: readonly (readonly (string | number)[])[]): string {
  const isNumber = (column: number) =>
    rows.every((row) => /^[-$~]?[\d.,]/.test(String(row[column] ?? '')) || row[column] === '');
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, column) => (isNumber(column) ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}

export interface Plot {
  /** The name of its file in docs/, without the ending. */
  readonly name: string;
  readonly title: string;
  readonly x: { readonly name: string; readonly log?: boolean };
  readonly y: { readonly name: string };
  readonly lines: readonly {
    readonly name: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

/** Draws a plot into docs/. @returns the Markdown that shows the plot */
export async function writePlot({ name, title, x, y, lines }: Plot): Promise<string> {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 720, height: 400 });
  const axis = { nameLocation: 'middle' as const, nameGap: 32 };
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: { text: title, left: 'center', textStyle: { fontSize: 15 } },
    legend: { bottom: 0, itemGap: 36 },
    grid: { left: 70, right: 30, top: 50, bottom: 80 },
    xAxis: { ...axis, type: x.log ? 'log' : 'value', name: x.name, min: 'dataMin', max: 'dataMax' },
    yAxis: { ...axis, nameGap: 48, type: 'value', name: y.name, min: 0 },
    series: lines.map(({ name: label, points }) => ({
      type: 'line',
      name: label,
      data: points.map((point) => [...point]),
    })),
  });
  await writeFile(join(ROOT, 'docs', `${name}.svg`), chart.renderToSVGString());
  chart.dispose();
  return `![${title}](${name}.svg)`;
}
