$(function () {
  var url = $('body').data('api') + '/api/orders';

  function show(xhr) {
    var data = xhr.responseJSON || {};
    $('#status').text(xhr.status + ' ' + (data.reason || ''));
    $('#user').text(data.user || '');
    $('#orders').empty();
    $.each(data.orders || [], function (i, order) {
      $('<li>').text(order).appendTo('#orders');
    });
  }
  function load() {
    $.ajax({ url: url, dataType: 'json', complete: show });
  }

  $('#order').on('submit', function (event) {
    event.preventDefault();
    $.ajax({ type: 'POST', url: url, data: $(this).serialize(), dataType: 'json', complete: show });
  });
  $('#reload').on('click', load);
  load();
});
