angular.module('orders', []).controller('Orders', function ($http, $window) {
  var orders = this;
  var url = document.documentElement.getAttribute('data-api') + '/api/orders';

  function show(answer) {
    var data = answer.data || {};
    orders.status = answer.status + ' ' + (data.reason || '');
    orders.user = data.user;
    orders.list = data.orders;
  }
  orders.load = function () {
    $http.get(url).then(show, show);
  };
  orders.add = function () {
    $http.post(url, { item: orders.item }).then(show, show);
  };
  orders.clerk = function () {
    return $window.Clerk;
  };
  orders.load();
});
