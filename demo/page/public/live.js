// A ticker and a chat:
//   #live tr[data-live="ticker|chat"], td[data-col="state|account|text"]; #chat-note: the chat has another account than the ticker
$(function () {
  var API = $('body').data('api');
  var ticker;
  var chat;

  function set(name, state, message) {
    var $row = $('#live tr[data-live="' + name + '"]').attr('class', state === 'open' ? 'ok' : 'bad');
    $row.children('[data-col="state"]').text(state);
    if (!message) return;
    $row.children('[data-col="account"]').text(message.account);
    $row.children('[data-col="text"]').text(message.text);
    note();
  }

  function accountOf(name) {
    return $('#live tr[data-live="' + name + '"] [data-col="account"]').text();
  }

  // The stream follows a switch, the socket does not.
  function note() {
    var isBehind = chat.readyState === WebSocket.OPEN && accountOf('ticker') !== accountOf('chat');
    $('#chat-note')
      .prop('hidden', !isBehind || ticker.readyState !== EventSource.OPEN)
      .text(
        'The WebSocket is still connected as ' +
          accountOf('chat') +
          '. “Connect again” connects it as ' +
          accountOf('ticker') +
          '.',
      );
  }

  function startTicker() {
    if (ticker) ticker.close();
    ticker = new EventSource(API + '/ticker');
    ticker.onmessage = function (event) {
      var tick = JSON.parse(event.data);
      set('ticker', 'open', { account: tick.account, text: '$ ' + tick.price });
    };
    ticker.onerror = function () {
      var isOver = this.readyState === EventSource.CLOSED;
      set('ticker', isOver ? 'refused' : 'connecting', isOver && { account: '–', text: '' });
    };
  }

  function startChat() {
    if (chat) chat.close();
    chat = new WebSocket(API.replace(/^http/, 'ws') + '/chat');
    chat.onmessage = function (event) {
      set('chat', 'open', JSON.parse(event.data));
    };
    chat.onclose = function () {
      if (this === chat) set('chat', 'closed', { account: '–', text: '' });
    };
  }

  $('#say').submit(function () {
    if (chat.readyState === WebSocket.OPEN) chat.send(this.text.value);
    return false;
  });
  function start() {
    startTicker();
    startChat();
  }

  $('#reconnect').click(start);
  if ($('#live')[0]) start();
});
