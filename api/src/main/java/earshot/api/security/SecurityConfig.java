// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.security;

import earshot.api.ApiSettings;
import earshot.api.web.Problem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may ask what: everything needs a role, only health is open, and every answer carries the safe headers. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfig {
    /** Scripts and styles come from this server's files only, never from text on a page. */
    static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'");

    @Bean
    ApiTokens apiTokens(ApiSettings settings) {
        return settings.tokenFile().map(ApiTokens::read).orElseGet(ApiTokens::none);
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http, ApiTokens tokens) {
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health", "/error")
                        .permitAll()
                        .anyRequest()
                        .hasAnyRole(Role.VIEWER.name(), Role.TROUBLESHOOTER.name()))
                .addFilterBefore(new TokenFilter(tokens), AnonymousAuthenticationFilter.class)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Nothing here changes anything, and no cookie identifies anyone: there is nothing to forge.
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(unauthorized()).accessDeniedHandler(forbidden()))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN)));
        return http.build();
    }

    /** Requests that the firewall will not let near a controller, such as paths with encoded slashes. */
    @Bean
    RequestRejectedHandler rejected() {
        return (request, response, refused) -> Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "bad-request",
                        "the path holds characters that are not accepted; a Call-ID goes in ?callId=")
                .writeTo(response);
    }

    private static AuthenticationEntryPoint unauthorized() {
        return (request, response, refused) -> {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Earshot: any name, token as password\"");
            Problem.of(HttpStatus.UNAUTHORIZED, "unauthorized", "an API token is needed")
                    .writeTo(response);
        };
    }

    private static AccessDeniedHandler forbidden() {
        return (request, response, refused) -> Problem.of(
                        HttpStatus.FORBIDDEN, "forbidden", "this token may not see this")
                .writeTo(response);
    }
}
