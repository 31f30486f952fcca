// Light or dark: what the reader chose (a cookie, so that the server renders it too), else what the system says.
const cookie = 'portal-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;

const chosen = () => document.cookie.match(/(?:^|; )portal-theme=(light|dark)(?:;|$)/)?.[1];
const wanted = () => chosen() ?? (system.matches ? 'dark' : 'light');

function store(theme) {
  // A choice that says what the system says anyway is no choice: from then on the page follows the system again.
  const follows = theme === (system.matches ? 'dark' : 'light');
  document.cookie = `${cookie}=${theme}; path=/; samesite=lax; max-age=${follows ? 0 : 31536000}`;
}

function apply() {
  const theme = wanted();
  if (root.dataset.theme !== theme) {
    root.dataset.theme = theme;
    dispatchEvent(new CustomEvent('portal:theme', { detail: theme }));
  }
}

apply();
system.addEventListener('change', apply);
addEventListener('click', event => {
  if (event.target.closest?.('[data-theme-toggle]')) {
    store(wanted() === 'dark' ? 'light' : 'dark');
    apply();
  }
});

// Enhanced navigation puts the server's attributes back on <html>.
new MutationObserver(() => root.dataset.theme === wanted() || apply())
  .observe(root, { attributes: true, attributeFilter: ['data-theme'] });
