import { describe, expect, it } from 'vitest';
import { notAList } from '../../../../cli/lists/not-a-list.ts';

describe('bytes that are no list', () => {
  it.each([
    ['504b030414000600', 'is an Excel workbook or a ZIP archive: open it and save the sheet as "CSV UTF-8"'],
    ['d0cf11e0a1b11ae1', 'is an old Excel workbook'],
    ['255044462d312e37', 'is a PDF'],
    ['7b5c727466315c61', 'is a text document (RTF)'],
    ['425a6839314159', 'is compressed with bzip2: decompress it first, or use gzip'],
    ['fd377a585a0000', 'is compressed with xz: decompress it first, or use gzip'],
    ['28b52ffd0458', 'is compressed with zstd: decompress it first, or use gzip'],
    ['526172211a07', 'is a RAR archive'],
    ['377abcaf271c', 'is a 7z archive'],
  ])('are told by how they begin: %s', (hex, told) => {
    expect(notAList(Buffer.from(hex, 'hex'))).toContain(told);
  });

  it.each([
    ['<!DOCTYPE html><title>Sign in</title>', 'is a web page or XML: export the list as CSV'],
    ['\n  <html lang="en">', 'is a web page or XML'],
    ['\uFEFF<?xml version="1.0"?>', 'is a web page or XML'],
    ['<table><tr><td>firstName', 'is a web page or XML'],
    ['{"jobs": []}', 'is JSON, which goes to POST /v1/jobs:batch: this command takes CSV'],
    ['[\n  {"firstName": "Ann"}\n]', 'is JSON'],
    ['\uFEFF[]', 'is JSON'],
    ['{}', 'is JSON'],
  ])('are told by their text: %j', (text, told) => {
    expect(notAList(Buffer.from(text))).toContain(told);
  });

  it.each([
    'firstName,lastName\n',
    '"firstName";"lastName"\n',
    '',
    '<3 our customers\nfirstName\n',
    '[Internal] leads of May\nfirstName\n',
    'PK,firstName\n',
    'BZ,firstName\n',
  ])('are not these: %j', (text) => {
    expect(notAList(Buffer.from(text))).toBeUndefined();
  });
});
