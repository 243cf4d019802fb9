const url = document.body.dataset.api + '/api/orders';
const form = document.getElementById('order');
const csrftoken = form.querySelector('[name=csrfmiddlewaretoken]').value;

async function call(options) {
  const response = await fetch(url, options);
  const data = await response.json();
  document.getElementById('status').textContent = `${response.status} ${data.reason || ''}`;
  document.getElementById('user').textContent = data.user || '';
  const items = (data.orders || []).map((order) => {
    const item = document.createElement('li');
    item.textContent = order;
    return item;
  });
  document.getElementById('orders').replaceChildren(...items);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  call({ method: 'POST', headers: { 'X-CSRFToken': csrftoken }, body: new FormData(form) });
});
document.getElementById('reload').addEventListener('click', () => call());
call();
