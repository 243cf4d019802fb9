import type { StackGuide } from './guide.ts';

export const rails: StackGuide = {
  cors: {
    title: 'Rails, with rack-cors, in config/initializers/cors.rb',
    code: ({
      origin,
      credentials,
      methods,
      headers,
    }) => `Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins '${origin}'
    resource '*',
             headers: [${headers.map((name) => `'${name}'`).join(', ')}],
             methods: [${methods.map((name) => `:${name.toLowerCase()}`).join(', ')}, :options],
             credentials: ${credentials}
  end
end`,
  },
};
