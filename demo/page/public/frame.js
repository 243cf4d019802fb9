// The page in the frame. It calls its backend on DOM ready, and whenever the page around it makes its calls again. It does not use
// jQuery, whose `unload` listener in frames keeps the whole page out of the back/forward cache.
// For tests: body[data-state="waiting|done"], [data-status], [data-session]; #answer has the text.
document.addEventListener('DOMContentLoaded', function () {
  var body = document.body;

  function show(status, seen) {
    var session = (seen && seen.session) || '';
    var organization = seen && seen.organization ? ' (' + seen.organization + ')' : '';
    document.getElementById('answer').textContent =
      (status || 'failed') +
      ', ' +
      ((seen && seen.user) || 'nobody') +
      organization +
      (session && ', ' + session.slice(0, 12) + '…');
    body.setAttribute('data-state', 'done');
    body.setAttribute('data-status', status);
    body.setAttribute('data-session', session);
  }

  function ask() {
    var xhr = new XMLHttpRequest();
    body.setAttribute('data-state', 'waiting');
    xhr.open('GET', body.getAttribute('data-api') + '/notices');
    xhr.responseType = 'json';
    xhr.onloadend = function () {
      show(xhr.status, xhr.response);
    };
    xhr.send();
  }

  ask();
  // Frames of that time reached into their parent like this.
  parent.document.addEventListener('click', function (event) {
    if (event.target.id === 'again') ask();
  });
});
