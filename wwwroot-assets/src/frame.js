// What the frame needs on every page: keys, copying, the connection. No page waits for it.
import './keys.js';
import './connection.js';
import { copy } from './clipboard.js';
import { watchTheme } from './theme-watch.js';

window.portalClipboard = { copy };
window.portalTheme = { watch: watchTheme };
