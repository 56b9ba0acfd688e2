/** Loaded before the command line: calls of Google's APIs and of functions go to the test's stand-in. */
const standIn = process.env['GOOGLE_STAND_IN'] ?? '';
const direct = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const { hostname, pathname, search } = new URL(String(input));
  return direct(
    /\.(?:googleapis\.com|run\.app)$/.test(hostname) ? `${standIn}/${hostname}${pathname}${search}` : input,
    init,
  );
};
