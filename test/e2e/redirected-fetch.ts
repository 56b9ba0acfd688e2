/** Loaded before the command line: what is meant for Google's APIs goes to the stand-in of the test. */
const standIn = process.env['GOOGLE_STAND_IN'] ?? '';
const direct = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const { hostname, pathname, search } = new URL(String(input));
  return direct(
    hostname.endsWith('.googleapis.com') ? `${standIn}/${hostname}${pathname}${search}` : input,
    init,
  );
};
