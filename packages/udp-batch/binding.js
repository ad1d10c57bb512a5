/** The one place that knows where the compiled addon lies; a bundler replaces this file. */
import { createRequire } from 'node:module';

export default createRequire(import.meta.url)('./build/udp-batch.node');
