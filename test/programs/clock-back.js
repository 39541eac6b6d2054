// Loaded before flowctl (NODE_OPTIONS=--import): once the file `back` is there, the machine's clock shows an hour less.
import { existsSync } from 'node:fs';

const now = Date.now.bind(Date);
Date.now = () => now() - (existsSync('back') ? 3_600_000 : 0);
