// The connection to the server: says what is happening, tries again, and when the circuit is gone loads the same
// address again at the place where the reader was.
const placeKey = 'portal-place';
const dialog = () => document.getElementById('components-reconnect-modal');

function returnToPlace() {
  const stored = sessionStorage.getItem(placeKey);
  sessionStorage.removeItem(placeKey);
  if (!stored) return;
  const { href, y } = JSON.parse(stored);
  if (href !== location.href) return;
  // The page is drawn again in steps; follow it until it is long enough, for two seconds at most.
  const until = performance.now() + 2000;
  const step = () => {
    scrollTo(0, y);
    if (Math.abs(scrollY - y) > 2 && performance.now() < until) requestAnimationFrame(step);
  };
  step();
}

function reload() {
  sessionStorage.setItem(placeKey, JSON.stringify({ href: location.href, y: scrollY }));
  location.reload();
}

async function retry() {
  document.removeEventListener('visibilitychange', retryWhenVisible);
  try {
    // False: the server is there, the circuit is not. Its state may have been kept.
    if (await Blazor.reconnect() || await Blazor.resumeCircuit?.()) return;
    reload();
  } catch {
    // The server is not there yet: the moment the reader looks again is a good one to try.
    document.addEventListener('visibilitychange', retryWhenVisible);
  }
}

function retryWhenVisible() {
  if (document.visibilityState === 'visible') retry();
}

document.addEventListener('components-reconnect-state-changed', ({ detail }) => {
  const shown = dialog();
  if (!shown) return;
  shown.dataset.state = detail.state;
  if (detail.state === 'show' && !shown.open) shown.show();
  if (detail.state === 'hide' && shown.open) shown.close();
  if (detail.state === 'failed') document.addEventListener('visibilitychange', retryWhenVisible);
  if (detail.state === 'rejected') reload();
}, true);

addEventListener('click', event => {
  if (event.target.closest?.('[data-reconnect]')) retry();
  if (event.target.closest?.('[data-reload]')) reload();
});

returnToPlace();
