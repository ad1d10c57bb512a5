#!/usr/bin/env node
/** The program `phantom`: hands the machine's own world to the command line and ends with its exit code. */
import { runProgram } from './program.js';
import { readSecret } from './secret.js';

// A reader that went away (`phantom log | head -1`) is no reason for a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  env: process.env,
  terminal: process.stdout.isTTY ? { columns: process.stdout.columns, rows: process.stdout.rows } : null,
  uid: process.geteuid?.() ?? 0,
  secret: (question) =>
    process.stdin.isTTY ? readSecret(process.stdin, process.stderr, question) : Promise.resolve(null),
});
