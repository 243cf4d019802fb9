// Asks both backends who is calling, on DOM ready and whenever all calls are made again:
//   #backends tr[data-backend="own"]  (current)
//     data-state="waiting|done" on the row
//     td[data-col="status|account"]
$(function () {
  function ask() {
    $('#backends tr[data-backend]').each(function () {
      var $row = $(this).attr({ 'data-state': 'waiting', class: 'waiting' });
      function done(status, account) {
        $row.attr({ 'data-state': 'done', class: account ? 'ok' : 'bad' });
        $row.children('[data-col="status"]').text(status || 'failed');
        $row.children('[data-col="account"]').text(account || 'nobody');
      }
      $.getJSON($row.data('url'))
        .done(function (seen) {
          done(200, seen.user + (seen.organization ? ' (' + seen.organization + ')' : ''));
        })
        .fail(function (xhr) {
          done(xhr.status);
        });
    });
  }

  ask();
  $('#again').on('click', ask);
});
