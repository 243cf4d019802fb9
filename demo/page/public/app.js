// The page's own code, unchanged since 2014. It makes its calls on DOM ready, and shows each in a row:
//   #calls tr[data-call="jquery-get"]  (jquery-post, xhr-get, fetch-get, axios-get; xhr-sync, xhr-upload by buttons)
//     data-state="waiting|done" on the row
//     td[data-col="library|call|asked|left|answered|status|user|session|credentials|verdict"]; title of session: the whole ID
$(function () {
  var API = $('body').data('api');
  var COLUMNS = {
    library: 'with',
    call: 'call',
    asked: 'called',
    left: 'left',
    answered: 'answered',
    status: 'status',
    user: 'user',
    session: 'session',
    credentials: 'cookie / token',
    verdict: 'verdict',
  };

  // Seconds since the page was opened.
  function now() {
    return (Date.now() - performance.timing.navigationStart) / 1000;
  }

  function row(name, library, method, path) {
    var $row = $('#calls tr[data-call="' + name + '"]');
    if (!$row.length) $row = $('<tr>').attr('data-call', name).appendTo('#calls tbody');
    $row.attr({ 'data-state': 'waiting', class: 'waiting' }).empty();
    $.each(COLUMNS, function (column, label) {
      $('<td>').attr({ 'data-col': column, 'data-label': label }).appendTo($row);
    });
    function set(column, text) {
      return $row.children('[data-col="' + column + '"]').text(text);
    }
    set('library', library);
    set('call', '').append($('<code>').text(method + ' ' + path));
    set('asked', now().toFixed(2) + ' s');
    set('verdict', 'waiting…');

    return function (status, seen) {
      set('answered', now().toFixed(2) + ' s');
      set('status', status || 'failed');
      set('user', (seen && caller(seen)) || '–');
      set('session', seen ? shorten(seen.session) : '–').attr('title', (seen && seen.session) || '');
      set('credentials', seen ? what(seen) : '–');
      set(
        'verdict',
        seen ? seen.verdict + (seen.bytes ? ' (' + seen.bytes + ' bytes)' : '') : 'no answer: see the console',
      );
      $row.attr({ 'data-state': 'done', class: status === 200 ? 'ok' : 'bad' });
    };
  }

  function caller(seen) {
    return seen.user && seen.user + (seen.organization ? ' (' + seen.organization + ')' : '');
  }
  function shorten(session) {
    return session ? session.slice(0, 12) + '…' : '–';
  }
  function what(seen) {
    return [seen.cookie && 'cookie', seen.token && 'token'].filter(Boolean).join(' + ') || '–';
  }
  function parse(text) {
    try {
      return JSON.parse(text);
    } catch (e) {
      return null;
    }
  }

  function jqueryGet() {
    var done = row('jquery-get', 'jQuery 1.12', 'GET', '/reports?year=2014');
    $.getJSON(API + '/reports?year=2014')
      .done(function (seen) {
        done(200, seen);
      })
      .fail(function (xhr) {
        done(xhr.status, parse(xhr.responseText));
      });
  }

  function jqueryPost() {
    var done = row('jquery-post', 'jQuery 1.12', 'POST', '/orders');
    $.ajax({
      type: 'POST',
      url: API + '/orders',
      contentType: 'application/json',
      data: JSON.stringify({ item: 'Anvil', quantity: 3 }),
      dataType: 'json',
    })
      .done(function (seen) {
        done(200, seen);
      })
      .fail(function (xhr) {
        done(xhr.status, parse(xhr.responseText));
      });
  }

  function xhrGet() {
    var done = row('xhr-get', 'raw XHR', 'GET', '/customers?sort=name&page=2');
    var xhr = new XMLHttpRequest();
    xhr.open('GET', API + '/customers?sort=name&page=2');
    xhr.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    xhr.onload = xhr.onerror = function () {
      done(xhr.status, parse(xhr.responseText));
    };
    xhr.send();
  }

  function fetchGet() {
    var done = row('fetch-get', 'fetch', 'GET', '/stock');
    fetch(API + '/stock')
      .then(function (response) {
        return response.json().then(function (seen) {
          done(response.status, seen);
        });
      })
      ['catch'](function () {
        done(0);
      });
  }

  function axiosGet() {
    var done = row('axios-get', 'axios', 'GET', '/invoices?open=true');
    axios.get(API + '/invoices', { params: { open: true } }).then(
      function (response) {
        done(response.status, response.data);
      },
      function (error) {
        done(error.response && error.response.status, error.response && error.response.data);
      },
    );
  }

  function xhrSync() {
    var done = row('xhr-sync', 'XHR, sync', 'GET', '/clock');
    var xhr = new XMLHttpRequest();
    xhr.open('GET', API + '/clock', false);
    try {
      xhr.send();
    } catch (e) {
      /* no answer */
    }
    done(xhr.status, parse(xhr.responseText));
  }

  function upload() {
    var done = row('xhr-upload', 'XHR, upload', 'POST', '/files');
    var form = new FormData();
    form.append('file', new Blob([new Array(300001).join('acme ')], { type: 'text/plain' }), 'stock.txt');
    var xhr = new XMLHttpRequest();
    xhr.open('POST', API + '/files');
    xhr.upload.onprogress = function (event) {
      $('#progress').text('uploaded ' + Math.round((event.loaded / event.total) * 100) + ' %');
    };
    xhr.onload = xhr.onerror = function () {
      done(xhr.status, parse(xhr.responseText));
    };
    xhr.send(form);
  }

  function all() {
    jqueryGet();
    jqueryPost();
    xhrGet();
    fetchGet();
    axiosGet();
  }

  all();
  $('#again').on('click', function () {
    all();
    xhrSync();
  });
  $('#upload').on('click', upload);
});
