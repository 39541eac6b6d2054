// Writes man/flowctl.1: `npm run man`.
import { readFileSync, writeFileSync } from 'node:fs';
import { manualPage } from './man.js';

const root = new URL('../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
writeFileSync(new URL('man/flowctl.1', root), manualPage(version));
