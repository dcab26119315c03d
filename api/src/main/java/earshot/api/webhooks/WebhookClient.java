// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import earshot.api.ApiSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to one receiver. It connects only to addresses that {@link TargetPolicy} has just checked, follows no redirect,
 * and waits at most {@link #PATIENCE_S} for an answer of which it reads the head only.
 */
final class WebhookClient implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_S = 5;
    static final int PATIENCE_S = 15;
    private static final String USER_AGENT = "Earshot";

    private final String name;
    private final URI target;
    private final Optional<WebhookSignature> signature;
    private final CloseableHttpClient http;

    WebhookClient(ApiSettings.Webhook webhook) {
        TargetPolicy policy = new TargetPolicy(webhook.allowLoopback());
        this.name = webhook.name();
        this.target = policy.check(webhook.url());
        this.signature = webhook.secret().map(WebhookSignature::new);
        this.http = client(policy, "http".equalsIgnoreCase(target.getScheme()));
    }

    String name() {
        return name;
    }

    /**
     * One post.
     *
     * @param id names the delivery over all its attempts, so that the receiver can tell a repetition
     * @param timestampSeconds of this attempt, since 1970
     */
    Attempt post(String id, long timestampSeconds, byte[] body) {
        HttpPost request = new HttpPost(target);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", Long.toString(timestampSeconds));
        signature.ifPresent(key -> request.setHeader("webhook-signature", key.of(id, timestampSeconds, body)));
        try {
            return http.execute(request, WebhookClient::read);
        } catch (IOException e) {
            return Attempt.failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    private static Attempt read(ClassicHttpResponse response) {
        int status = response.getCode();
        Header retryAfter = response.getFirstHeader("Retry-After");
        String error = status >= 200 && status < 300 ? "" : "the receiver answered " + status;
        return new Attempt(status, error, retryAfter == null ? 0 : seconds(retryAfter.getValue()));
    }

    /** Retry-After in seconds; its other form, a date, is not worth the trouble here. */
    private static long seconds(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    private static CloseableHttpClient client(TargetPolicy policy, boolean isPlain) {
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.ofSeconds(CONNECT_TIMEOUT_S))
                .setSocketTimeout(Timeout.ofSeconds(PATIENCE_S))
                // Kept connections would skip the check of addresses.
                .setTimeToLive(TimeValue.ofSeconds(1))
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver(policy, isPlain))
                        .setDefaultConnectionConfig(connection)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofSeconds(PATIENCE_S))
                        .build())
                .setUserAgent(USER_AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private record CheckedResolver(TargetPolicy policy, boolean isPlain) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return policy.resolve(host, isPlain);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
