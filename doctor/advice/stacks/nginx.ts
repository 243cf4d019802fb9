import type { StackGuide } from './guide.ts';

export const nginx: StackGuide = {
  cors: {
    title: 'nginx, if the backend behind it sets none of these headers',
    code: ({
      origin,
      credentials,
      methods,
      headers,
    }) => `# In http { }: empty for other origins, and nginx leaves out a header that is empty.
map $http_origin $cors_origin {
    "${origin}" $http_origin;
}

# In location { }; "always" is for errors, too.
add_header Access-Control-Allow-Origin $cors_origin always;${
      credentials ? '\nadd_header Access-Control-Allow-Credentials true always;' : ''
    }
add_header Access-Control-Allow-Methods "${methods.join(', ')}" always;
add_header Access-Control-Allow-Headers "${headers.join(', ')}" always;
add_header Vary Origin always;
if ($request_method = OPTIONS) {
    return 204;
}`,
  },
};
