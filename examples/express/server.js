const express = require('express');
const { cors, requireHasuraClaims, requireSession } = require('./clerk.js');
const page = require('./page.js');

const app = express();
app.use(express.static(`${__dirname}/public`));
app.get('/', (_request, response) => response.send(page()));

const api = express.Router();
api.use(cors);
api.get('/orders', requireSession, ({ clerk }, response) => {
  // In your application: from a database, by the session's user.
  response.json({ ...clerk, orders: ['Anvil'] });
});
api.post('/orders', requireSession, express.json(), ({ clerk, body }, response) => {
  response.status(201).json({ ...clerk, orders: ['Anvil', String(body?.item)] });
});
api.get('/hasura', requireHasuraClaims, ({ hasura }, response) => response.json(hasura));
api.use((_request, response) => response.status(404).json({ error: 'not found' }));
// Express's own error page would lack the CORS headers.
api.use((error, _request, response, _next) => {
  response.status(error.status || 500).json({ error: error.status ? error.message : 'internal error' });
});
app.use('/api', api);

const { PORT = 8000 } = process.env;
app.listen(PORT, 'localhost', () => console.log(`http://localhost:${PORT}`));
