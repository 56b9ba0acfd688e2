/** As receivers of webhooks are told it: the version of package.json. */
export const GATEWAY_VERSION = '0.1.0';
