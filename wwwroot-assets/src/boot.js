// The scripts that make a page live are long: a page that is all there is painted first, and they are fetched meanwhile
// (`<link rel="preload" data-live>`, in the order in which they run).

const painted = new Promise(done => requestAnimationFrame(() => setTimeout(done)));
// A page in a tab that nobody looks at is not painted, and is live all the same.
const patience = new Promise(done => setTimeout(done, document.visibilityState === 'hidden' ? 0 : 500));

Promise.race([painted, patience]).then(() => {
  for (const link of document.querySelectorAll('link[rel=preload][data-live]')) {
    // async = false keeps them in order.
    document.body.append(Object.assign(document.createElement('script'), { src: link.href, async: false }));
  }
});
