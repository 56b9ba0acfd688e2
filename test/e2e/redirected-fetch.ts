/** Loaded before the command line: what is meant for Google's APIs and functions goes to the stand-in of the test. */
const standIn = process.env['GOOGLE_STAND_IN'] ?? '';
const direct = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const { hostname, pathname, search } = new URL(String(input));
  return direct(
    /\.(?:googleapis\.com|run\.app)$/.test(hostname) ? `${standIn}/${hostname}${pathname}${search}` : input,
    init,
  );
};
