document.addEventListener('ajax:complete', function (event) {
  var xhr = event.detail[0];
  var data = JSON.parse(xhr.responseText || '{}');
  document.getElementById('status').textContent = xhr.status + ' ' + (data.reason || '');
  document.getElementById('user').textContent = data.user || '';
  var list = document.getElementById('orders');
  list.textContent = '';
  (data.orders || []).forEach(function (order) {
    list.appendChild(document.createElement('li')).textContent = order;
  });
});
Rails.fire(document.getElementById('reload'), 'click');
