var url = document.body.getAttribute('data-api') + '/api/orders';
var form = document.getElementById('order');

function call(method, body) {
  var xhr = new XMLHttpRequest();
  xhr.open(method, url);
  xhr.onload = function () {
    show(xhr.status, JSON.parse(xhr.responseText));
  };
  xhr.send(body);
}

function show(status, data) {
  document.getElementById('status').textContent = status + ' ' + (data.reason || '');
  document.getElementById('user').textContent = data.user || '';
  var list = document.getElementById('orders');
  list.textContent = '';
  (data.orders || []).forEach(function (order) {
    list.appendChild(document.createElement('li')).textContent = order;
  });
}

form.onsubmit = function () {
  call('POST', new FormData(form));
  return false;
};
document.getElementById('reload').onclick = function () {
  call('GET');
};
call('GET');
