// Puts the tiles of a dashboard in order and size with a mouse, a pen or a finger. The page only hears where a tile was
// dropped and how wide it was drawn; it decides and renders. Keys are handled by the page itself.

const COLUMNS = 12;

/** Listens on the page for tiles ([data-tile]) that are moved by their handle ([data-handle]) or drawn by their right edge. */
export function arrange(page) {
  let move = null;

  const tileOf = node => node?.closest?.('[data-tile]');
  const edge = (tile, x) => tile.getBoundingClientRect().right - x;

  function down(event) {
    const tile = tileOf(event.target);
    if (!tile || event.button !== 0) return;
    if (event.target.closest('[data-handle]')) move = { tile, kind: 'order', x: event.clientX, y: event.clientY, before: undefined };
    else if (edge(tile, event.clientX) < 8) move = { tile, kind: 'width', columns: null };
    else return;
    event.preventDefault();
    event.target.closest('[data-handle]')?.focus();
    tile.classList.add('held');
  }

  function over(event) {
    if (!move) return;
    if (move.kind === 'width') {
      const grid = move.tile.parentElement.getBoundingClientRect();
      const width = event.clientX - move.tile.getBoundingClientRect().left;
      move.columns = Math.max(3, Math.min(COLUMNS, Math.round(width / grid.width * COLUMNS)));
      move.tile.dataset.drawn = `${move.columns} of ${COLUMNS}`;
      return;
    }
    if (Math.hypot(event.clientX - move.x, event.clientY - move.y) < 6) return;
    const target = tileOf(document.elementFromPoint(event.clientX, event.clientY));
    clear();
    if (!target || target === move.tile) { move.before = undefined; return; }
    const box = target.getBoundingClientRect();
    const after = event.clientX > box.left + box.width / 2;
    const next = after ? target.nextElementSibling : target;
    move.before = next?.dataset.tile ?? null;
    target.classList.add(after ? 'drop-after' : 'drop-before');
  }

  function up() {
    if (!move) return;
    const { tile, kind, columns, before } = move;
    cancel();
    if (kind === 'width' && columns) page.invokeMethodAsync('ResizedAsync', tile.dataset.tile, columns);
    else if (kind === 'order' && before !== undefined) page.invokeMethodAsync('DroppedAsync', tile.dataset.tile, before);
  }

  function clear() {
    document.querySelectorAll('.drop-before, .drop-after').forEach(tile => tile.classList.remove('drop-before', 'drop-after'));
  }

  function cancel() {
    clear();
    move?.tile.classList.remove('held');
    if (move) delete move.tile.dataset.drawn;
    move = null;
  }

  const keys = event => { if (event.key === 'Escape') cancel(); };
  const listeners = [['pointerdown', down], ['pointermove', over], ['pointerup', up], ['pointercancel', cancel], ['keydown', keys]];
  listeners.forEach(([name, listener]) => document.addEventListener(name, listener));
  return { dispose: () => listeners.forEach(([name, listener]) => document.removeEventListener(name, listener)) };
}
