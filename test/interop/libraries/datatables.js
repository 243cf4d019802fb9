// A table with server-side data, in DataTables 1 (with jQuery) and 3.
const DataTable = window.DataTable;
DataTable.ext.errMode = 'none';

const seen = (ajax) =>
  new Promise((resolve) => {
    const element = document.body.appendChild(document.createElement('table'));
    element.innerHTML = '<thead><tr><th>A</th><th>B</th></tr></thead>';
    const table = new DataTable(element, {
      serverSide: true,
      deferLoading: 1,
      ajax,
    });
    const rows = () => [...element.querySelectorAll('tbody td')].map(({ textContent }) => textContent);
    table.on('xhr.dt', (_event, _settings, json, xhr) => {
      // It draws after this event.
      setTimeout(() => resolve({ json, status: xhr.status, rows: rows(), info: table.page.info() }));
    });
    table.search('x').draw();
  });

export const get = ({ url }) => seen({ url, data: { a: 1 } });

export const header = ({ url }) => seen({ url, headers: { 'X-Custom': 'yes' } });

export const post = ({ url }) => seen({ url, type: 'POST', data: { name: 'wörld' } });

export const error = ({ url }) => seen({ url });
