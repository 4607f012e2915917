import { resolve } from 'node:path';
import { packageExtension } from './packageExtension.ts';

/** `npm run package`, from the checkout's root. */
await packageExtension(process.cwd(), resolve('dist/layerwise.vsix'));
