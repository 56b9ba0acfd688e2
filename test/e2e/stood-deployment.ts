/** A deployment that a command looks at, with a stand-in of Google's APIs behind it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GoogleStandIn } from '../google/google-stand-in.ts';
import { serveStandIns } from '../google/serve-stand-in.ts';

/** Serves deployments of the tests' own, which run side by side. */
export async function serveDeployments() {
  const standIns = new Map<string, GoogleStandIn>();
  const { host, close } = await serveStandIns(standIns);
  return {
    close,
    /** @param home a folder without credentials of the person whose machine this is */
    deployment(home: string) {
      const google = new GoogleStandIn();
      const id = `d${standIns.size}`;
      standIns.set(id, google);
      const env = {
        NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'redirected-fetch.ts'))}`,
        NODE_NO_WARNINGS: '1',
        GOOGLE_STAND_IN: `http://${host}/${id}`,
        GCE_METADATA_HOST: host,
        METADATA_SERVER_DETECTION: 'assume-present',
        GOOGLE_APPLICATION_CREDENTIALS: '',
        CLOUDSDK_CONFIG: home,
      };
      return { google, env };
    },
  };
}
