/**
 * Properties are tested with the same random values in every short run, so that a failure is of the change at hand;
 * the long form looks for new ones.
 */

import fc from 'fast-check';

if (process.env.MODE !== 'long') fc.configureGlobal({ seed: 20_261_126 });
