// Loaded into a function's process before all else (`node --require`): where the function asks Google for its
// public keys, the stand-in of the test answers, which listens on the port GOOGLE_STAND_IN.
const http = require('node:http');
const https = require('node:https');

const { request } = https;
https.request = (url, options, onResponse) => {
  const { hostname, pathname } = new URL(url);
  if (hostname !== 'www.googleapis.com') return request(url, options, onResponse);
  const there = { host: '127.0.0.1', port: process.env.GOOGLE_STAND_IN, path: pathname };
  return http.request({ method: options.method, ...there }, onResponse);
};
