// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The thread of the dispatcher: starts with the API, ends with it, and begins anew after a fault. */
final class WebhookRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRunner.class);
    private static final long PAUSE_AFTER_FAULT_MS = 5_000;
    private static final long GRACE_MS = 2_000;

    private final @Nullable Supplier<WebhookDispatcher> dispatchers;
    private final List<WebhookClient> clients;
    private volatile @Nullable Thread thread;

    WebhookRunner(Supplier<WebhookDispatcher> dispatchers, List<WebhookClient> clients) {
        this.dispatchers = dispatchers;
        this.clients = clients;
    }

    private WebhookRunner() {
        this.dispatchers = null;
        this.clients = List.of();
    }

    /** Nobody is to be told anything. */
    static WebhookRunner idle() {
        return new WebhookRunner();
    }

    @Override
    public void start() {
        if (dispatchers == null) return;
        Thread runner = new Thread(() -> run(dispatchers), "earshot-webhooks");
        runner.setDaemon(true);
        thread = runner;
        runner.start();
    }

    @Override
    public void stop() {
        Thread runner = thread;
        thread = null;
        if (runner == null) return;
        try {
            // A poll ends by itself soon; only a post to a slow receiver needs to be cut short.
            runner.join(GRACE_MS);
            runner.interrupt();
            runner.join(GRACE_MS);
            for (WebhookClient client : clients) client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("a connection to a webhook was not closed cleanly", e);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run(Supplier<WebhookDispatcher> source) {
        while (isRunning()) {
            try (WebhookDispatcher dispatcher = source.get()) {
                while (isRunning()) dispatcher.poll();
            } catch (InterruptException e) {
                return;
            } catch (KafkaException e) {
                LOG.warn("alerts cannot be read from Kafka, trying again: {}", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAULT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
