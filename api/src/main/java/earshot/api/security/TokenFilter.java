// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.security;

import earshot.api.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says who asks: by token, as {@code Bearer} from programs or as the password of {@code Basic} from browsers, so that
 * no page ever holds one. Without tokens everyone is a troubleshooter, and only requests that name this machine are
 * answered: a page of another site that resolves its own name to 127.0.0.1 is refused.
 */
final class TokenFilter extends OncePerRequestFilter {
    private final ApiTokens tokens;

    TokenFilter(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (tokens.isEmpty()) {
            if (!namesThisMachine(request.getServerName())) {
                Problem.of(
                                HttpStatus.MISDIRECTED_REQUEST,
                                "foreign-host",
                                "without API tokens only requests to localhost are answered")
                        .writeTo(response);
                return;
            }
            authenticate("local", Role.TROUBLESHOOTER);
        } else {
            token(request.getHeader(HttpHeaders.AUTHORIZATION))
                    .flatMap(tokens::roleOf)
                    .ifPresent(role -> authenticate("token", role));
        }
        chain.doFilter(request, response);
    }

    private static void authenticate(String name, Role role) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(name, null, role.authorities()));
        SecurityContextHolder.setContext(context);
    }

    private static Optional<String> token(@Nullable String header) {
        if (header == null) return Optional.empty();
        String scheme = header.replaceFirst(" .*", "").toLowerCase(Locale.ROOT);
        String credentials = header.substring(scheme.length()).strip();
        return switch (scheme) {
            case "bearer" -> Optional.of(credentials);
            case "basic" -> password(credentials);
            default -> Optional.empty();
        };
    }

    private static Optional<String> password(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean namesThisMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }
}
