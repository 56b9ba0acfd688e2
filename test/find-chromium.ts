/** A Chromium on this machine, if it has one. */
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The way to get a browser, as a message for a machine that has none. */
export const HOW_TO_GET_CHROMIUM =
  'Chromium is not on this machine. Install it (apt-get install chromium, or Google Chrome), or name its program by CHROMIUM_PATH.';

/** Programs by the names that Debian, Ubuntu, Fedora and Google give them. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPLICATIONS = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @returns the path of the program; that of CHROMIUM_PATH, or the first that is there */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const named = env['CHROMIUM_PATH'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      APPLICATIONS.map((application) => join(folder, application)),
    ),
  ];
  for (const candidate of named ? [named] : candidates) if (await isThere(candidate)) return candidate;
  return undefined;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
