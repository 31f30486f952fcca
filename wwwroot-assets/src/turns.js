// All charts of a page draw in turns. Drawing blocks the page, so after each drawing the next one waits four times as
// long as it took: live charts never take more than a fifth of the reader's processor, however slow it is or however
// many charts there are. A slow machine sees fewer steps, and its page still answers at once.
const rest = 4;
let last = Promise.resolve();

/** Draws when it is its turn; resolves, or fails, with the drawing. */
export async function inTurn(draw) {
  const before = last;
  let free;
  last = new Promise(resolve => free = resolve);
  await before;
  const start = performance.now();
  try {
    await draw();
  } finally {
    setTimeout(free, (performance.now() - start) * rest);
  }
}
