// The `index.cjs` of a deployed function. Loads the bundle with V8's code of all that one run has used, if
// `gcp-build` wrote it: Node.js's own compile cache holds what is compiled at once, and of a bundle that is
// next to nothing, since V8 compiles a function when it is first called. Code of another V8, or none, costs
// the time to compile.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { constants, Script } = require('node:vm');

const BUNDLE = join(__dirname, 'function.cjs');
const CODE_CACHE = join(__dirname, '.code-cache');
/** As Node.js wraps a CommonJS module. */
const HEAD = '(function (exports, require, module, __filename, __dirname) {';

const script = new Script(`${HEAD}${readFileSync(BUNDLE, 'utf8')}\n})`, {
  filename: BUNDLE,
  columnOffset: -HEAD.length,
  cachedData: codeCache(),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
if (script.cachedDataRejected)
  console.warn(
    '.code-cache is not of this Node.js and this bundle: a start takes longer, and nothing else is wrong.',
  );
script.runInThisContext()(exports, require, module, BUNDLE, __dirname);

if (process.env.WRITE_CODE_CACHE === 'true')
  process.once('exit', () => writeFileSync(CODE_CACHE, script.createCachedData()));

function codeCache() {
  try {
    return readFileSync(CODE_CACHE);
  } catch {
    return undefined;
  }
}
