import { GraphQLClient, gql } from 'graphql-request';

const query = gql`
  query Hello($name: String) {
    hello(name: $name)
  }
`;

const seen = (call) =>
  call.then(
    (data) => ({ data }),
    ({ name, response }) => ({
      name,
      status: response?.status,
      body: response?.body,
    }),
  );

export const get = ({ url }) => seen(new GraphQLClient(`${url}?a=1`, { method: 'GET' }).request(query, { name: 'ä' }));

export const header = ({ url }) => seen(new GraphQLClient(url, { headers: { 'X-Custom': 'yes' } }).request(query));

export const post = ({ url }) => seen(new GraphQLClient(url).request(query, { name: 'wörld' }));

export const error = ({ url }) => seen(new GraphQLClient(url).request(query));

export async function abort({ url, underway }) {
  const controller = new AbortController();
  const result = seen(new GraphQLClient(url).request({ document: query, signal: controller.signal }));
  await underway;
  controller.abort();
  return result;
}
