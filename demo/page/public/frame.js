// The page in the frame. It asks on DOM ready, and whenever the page around it makes its calls again.
// For tests: body[data-state="waiting|done"], [data-status], [data-session]; #answer has the text.
$(function () {
  var $body = $('body');

  function show(status, seen) {
    var session = (seen && seen.session) || '';
    $('#answer').text(
      (status || 'failed') + ', ' + ((seen && seen.user) || 'nobody') + (session && ', ' + session.slice(0, 12) + '…'),
    );
    $body.attr({ 'data-state': 'done', 'data-status': status, 'data-session': session });
  }

  function ask() {
    $body.attr('data-state', 'waiting');
    $.getJSON($body.data('api') + '/notices')
      .done(function (seen) {
        show(200, seen);
      })
      .fail(function (xhr) {
        show(xhr.status, xhr.responseJSON);
      });
  }

  ask();
  // As frames did it in those days.
  $(parent.document).on('click', '#again', ask);
});
