// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import earshot.api.ApiSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts the dispatcher when there is a Kafka to hear and somebody to tell. */
@Configuration(proxyBeanMethods = false)
class WebhookConfig {
    private static final String GROUP = "earshot-webhooks";

    /** Checked at start, so that a wrong URL is told to the person who typed it. */
    @Bean
    WebhookRunner webhookRunner(ApiSettings settings, MeterRegistry registry) {
        List<WebhookClient> clients =
                settings.webhooks().stream().map(WebhookClient::new).toList();
        if (clients.isEmpty() || settings.kafka().isEmpty()) return WebhookRunner.idle();
        String bootstrap = settings.kafka().get();
        return new WebhookRunner(
                () -> new WebhookDispatcher(new WebhookDispatcher.Parts(
                        new KafkaConsumer<>(consumer(bootstrap)),
                        clients,
                        new DeliveryLog(settings.clickHouse()),
                        new RetrySchedule(RandomGenerator.getDefault(), 1),
                        new DeliveryMetrics(registry),
                        "http://" + settings.bind() + ":" + settings.port(),
                        System::currentTimeMillis)),
                clients);
    }

    private static Map<String, Object> consumer(String bootstrap) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // An alert that fired before this group first looked must still be told.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }
}
