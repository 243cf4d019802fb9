import type { StackGuide } from './guide.ts';

const list = (values: string[]) => values.map((value) => `"${value}"`).join(', ');

export const spring: StackGuide = {
  cors: {
    title: 'Spring Security',
    code: ({ origin, credentials, methods, headers }) => `@Bean
SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.cors(Customizer.withDefaults()) // answers OPTIONS before a session is asked for
        /* … */
        .build();
}

@Bean
CorsConfigurationSource corsConfigurationSource() {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(List.of("${origin}"));
    cors.setAllowedMethods(List.of(${list(methods)}));
    cors.setAllowedHeaders(List.of(${list(headers)}));${credentials ? '\n    cors.setAllowCredentials(true);' : ''}
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", cors);
    return source;
}`,
  },
  parties: {
    title: 'Java, with com.clerk:backend-api',
    code: ({ origin }) => `AuthenticateRequestOptions.secretKey(secretKey).authorizedParty("${origin}").build()`,
  },
};
