/** Do all functions run the same release: that of this folder? Terraform names a bundle by its content. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { FunctionName } from '../../../shared/config/function-config.ts';
import { nameOf } from '../../deployment/deployment.ts';
import { sourceObject } from '../../google/functions.ts';
import { APPLY, type CloudCheck } from './cloud-check.ts';

interface Bundle {
  readonly name: FunctionName;
  /** The object's name in the deployment. */
  readonly deployed: string;
  /** The name that the bundle of this folder would have; undefined without one. */
  readonly here: string | undefined;
}

export const checkRelease: CloudCheck = async ({ google, deployment, services, repository }) => {
  const names = [...(await services()).keys()];
  const bundles = await Promise.all(
    names.map(async (name): Promise<Bundle> => {
      const [deployed, here] = await Promise.all([
        sourceObject(google, { ...deployment, service: nameOf(deployment, name) }),
        objectHere(join(repository, 'dist', 'functions', `${name}.zip`), `${deployment.region}/${name}`),
      ]);
      return { name, deployed, here };
    }),
  );
  const others = bundles.filter(({ deployed, here }) => deployed !== here);
  if (others.length === 0)
    return [inOrder('release', `${bundles.length} functions run the bundles of this folder`)];
  return [bundles.every(({ here }) => here !== undefined) ? otherRelease(bundles, others) : unknownRelease()];
};

/** As google_storage_bucket_object of infra/modules/function names it. */
async function objectHere(path: string, begin: string): Promise<string | undefined> {
  const zip = await readFile(path).catch(() => undefined);
  return zip && `${begin}-${createHash('md5').update(zip).digest('hex')}.zip`;
}

/** All of another release may be meant so; some of one are an apply that did not end. */
function otherRelease(bundles: readonly Bundle[], others: readonly Bundle[]): FindingView {
  const isMixed = others.length < bundles.length;
  return deviation({
    check: 'release',
    state: isMixed ? 'wrong' : 'warning',
    seen: isMixed
      ? 'functions run different releases'
      : 'all functions run another release than that of this folder',
    expected: others.map(({ here }) => here).join(', '),
    actual: others.map(({ deployed }) => deployed || 'not told').join(', '),
    fix: isMixed ? APPLY : 'check out the release that is deployed, build it, and look again',
  });
}

function unknownRelease(): FindingView {
  return deviation({
    check: 'release',
    state: 'warning',
    seen: 'whether all functions run the same release is not known: this folder has no bundles of it',
    expected: 'bundles in dist/functions',
    actual: 'not all',
    fix: 'npm ci && npm run build, in the release that is deployed, and look again',
  });
}
