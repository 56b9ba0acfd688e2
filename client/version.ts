/** Sent with every request, so that an operator sees in the log which client calls. */
export const VERSION = '0.1.0';
