// Fills in when each call left, and why then:
//   #calls td[data-col="left"], whose data-why is "cookie" (Clerk's cookie answered), "held" (for Clerk) or "known" (Clerk answered)
(() => {
  var TEXTS = { cookie: 'by the cookie', held: 'held for Clerk', known: '' };
  var waiting = {};

  function whyNow(url) {
    if (!window.ClerkAjax || !ClerkAjax.explain) return 'known';
    var explained = ClerkAjax.explain(url);
    if (/cookie/.test(explained.reason)) return 'cookie';
    return explained.clerk === 'loading' ? 'held' : 'known';
  }

  function urlOf(row) {
    return document.body.dataset.api + row.querySelector('code').textContent.split(' ')[1].split('?')[0];
  }

  // The page has just made the calls whose rows are new.
  new MutationObserver((records) => {
    records.forEach(({ target }) => {
      if (!target.matches('#calls tr[data-state="waiting"]') || !target.querySelector('code')) return;
      var url = urlOf(target);
      waiting[url] = { row: target, why: whyNow(url) };
    });
  }).observe(document.documentElement, { subtree: true, childList: true });

  new PerformanceObserver((list) => {
    list.getEntries().forEach(({ name, startTime }) => {
      var call = waiting[name.split('?')[0]];
      if (!call) return;
      delete waiting[name.split('?')[0]];
      var cell = call.row.querySelector('td[data-col="left"]');
      cell.dataset.why = call.why;
      cell.textContent = (startTime / 1000).toFixed(2) + ' s';
      var small = document.createElement('small');
      small.textContent = TEXTS[call.why];
      cell.appendChild(small);
    });
  }).observe({ type: 'resource', buffered: true });
})();
