// Bundles src/ into the folder given as argument. Every file is named here, so that nothing slips into a page unseen.
import { build } from 'esbuild';
import { argv } from 'node:process';

const outdir = argv[2] ?? '../src/Portal.Web/wwwroot/lib';
const common = { bundle: true, minify: true, target: 'es2022', outdir, legalComments: 'linked', logLevel: 'warning' };

await build({ ...common, format: 'esm', entryPoints: ['src/chart.js', 'src/frame.js', 'src/passkey.js', 'src/tiles.js'] });

// Not a module: it runs before the first paint, so that a dark page never flashes light.
await build({ ...common, format: 'iife', entryPoints: ['src/theme.js'] });
