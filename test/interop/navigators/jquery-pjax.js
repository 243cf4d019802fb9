const { jQuery: $ } = window;

const options = { fragment: '#main', timeout: 0 };
$(document).pjax('#nav a', '#main', options);
$(document).on('submit', '#nav form', (event) => $.pjax.submit(event, '#main', options));
