// Loaded before the command line (`node --require`): where Google's libraries call Google, the stand-in of
// the test answers, which listens on the port GOOGLE_STAND_IN.
const http = require('node:http');
const https = require('node:https');

const { request } = https;
https.request = (url, options, onResponse) => {
  const { hostname, pathname } = new URL(url);
  if (!hostname.endsWith('.googleapis.com')) return request(url, options, onResponse);
  const { method, headers, signal } = options;
  const path = `/${hostname}${pathname}`;
  const there = { host: '127.0.0.1', port: process.env.GOOGLE_STAND_IN, path, method, headers, signal };
  return http.request(there, onResponse);
};
