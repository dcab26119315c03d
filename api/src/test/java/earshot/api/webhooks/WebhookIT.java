// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import earshot.api.ApiServer;
import earshot.api.ApiSettings;
import earshot.api.Secret;
import earshot.api.TestApi;
import earshot.embedded.KafkaBroker;
import earshot.events.Alert;
import earshot.events.EventCodec;
import earshot.events.Topics;
import earshot.storage.DeliveryRow;
import earshot.storage.TableType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts from a real Kafka to a real HTTP receiver, recorded in a real ClickHouse. */
class WebhookIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static KafkaBroker broker;
    private static int tests;

    private final TestApi api = TestApi.shared();
    private final EventCodec<Alert> codec = EventCodec.of(Alert.class);
    private HookReceiver receiver;
    private String subject = "";

    @BeforeAll
    static void startKafka() throws IOException {
        broker = KafkaBroker.start(directory);
        broker.createTopics(List.of(Topics.ALERTS), 1);
    }

    @AfterAll
    static void stopKafka() {
        broker.close();
    }

    @BeforeEach
    void startReceiver() throws IOException, EmptyWebhookSecretException {
        receiver = new HookReceiver(SECRET);
        subject = "stream:test" + ++tests;
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void firingAndResolvedArriveSignedInOrderAndAreRecorded() throws Exception {
        ApiSettings settings =
                ApiSettings.local(0, api.clickHouse()).withWebhooks(broker.bootstrap(), List.of(webhook()));
        try (ApiServer server = ApiServer.start(settings)) {
            assertThat(server.port()).isPositive();
            send(Alerts.firing(subject));
            send(Alerts.resolved(subject));

            await(() -> posts().size() == 2);
            assertThat(posts()).allMatch(HookReceiver.Post::isGenuine);
            assertThat(posts().get(0).body()).contains("\"status\":\"firing\"").contains("\"version\":\"4\"");
            assertThat(posts().get(1).body()).contains("\"status\":\"resolved\"");
            await(() -> deliveries("delivered").size() == 2);
        }
    }

    @Test
    void aFailedPostIsTriedAgainUnderTheSameIdAndARefusalIsNot() throws Exception {
        receiver.failOnce(subject, 503);
        try (WebhookDispatcher dispatcher = dispatcher("retry")) {
            send(Alerts.firing(subject));
            pollUntil(
                    dispatcher,
                    () -> posts().size() == 2 && deliveries("delivered").size() == 1);
            assertThat(posts().get(0).id()).isEqualTo(posts().get(1).id());
            assertThat(deliveries("delivered").get(0).attempts()).isEqualTo(2);

            receiver.failOnce(subject, 307);
            send(Alerts.resolved(subject));
            pollUntil(dispatcher, () -> deliveries("dead").size() == 1);
            assertThat(posts()).hasSize(3);
            assertThat(deliveries("dead").get(0).error()).isEqualTo("the receiver answered 307");
        }
    }

    @Test
    void whatWasNotSettledBeforeARestartIsToldAfterIt() throws Exception {
        receiver.failOnce(subject, 503);
        try (WebhookDispatcher dispatcher = dispatcher("restart", 1000)) {
            send(Alerts.firing(subject));
            pollUntil(dispatcher, () -> posts().size() == 1);
        }
        try (WebhookDispatcher dispatcher = dispatcher("restart")) {
            pollUntil(dispatcher, () -> deliveries("delivered").size() == 1);
            assertThat(posts()).hasSize(2);
        }
    }

    @Test
    void bytesThatAreNoAlertHoldNothingUp() throws Exception {
        try (WebhookDispatcher dispatcher = dispatcher("poison")) {
            send(new byte[] {1, 2, 3});
            send(Alerts.firing(subject));
            pollUntil(dispatcher, () -> posts().size() == 1);
        }
    }

    @Test
    void withoutTheFlagNothingIsSentToThisMachine() {
        ApiSettings.Webhook strict =
                new ApiSettings.Webhook("strict", receiver.url().replace("http:", "https:"), Optional.empty(), false);

        Attempt attempt = new WebhookClient(strict).post("id", 1, new byte[0]);

        assertThat(attempt.httpStatus()).isNull();
        assertThat(attempt.error()).contains("webhooks may not go to 127.0.0.1");
        assertThat(posts()).isEmpty();
    }

    private ApiSettings.Webhook webhook() {
        return new ApiSettings.Webhook("noc", receiver.url(), Optional.of(new Secret(SECRET)), true);
    }

    private WebhookDispatcher dispatcher(String group) {
        return dispatcher(group, 0.01);
    }

    /** A dispatcher driven by the test's own thread, whose retries are scaled in time. */
    private WebhookDispatcher dispatcher(String group, double scale) {
        Map<String, Object> consumer = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrap(),
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
        return new WebhookDispatcher(new WebhookDispatcher.Parts(
                new KafkaConsumer<>(consumer),
                List.of(new WebhookClient(webhook())),
                new DeliveryLog(api.clickHouse()),
                new RetrySchedule(new SplittableRandom(1), scale),
                new DeliveryMetrics(new SimpleMeterRegistry()),
                "http://earshot",
                System::currentTimeMillis));
    }

    /** Posts about this test's alert; the topic also holds those of the tests before. */
    private List<HookReceiver.Post> posts() {
        return receiver.posts().stream()
                .filter(post -> post.body().contains("\"" + subject + "\""))
                .toList();
    }

    private List<DeliveryRow> deliveries(String outcome) {
        String sql = "SELECT " + TableType.DELIVERIES.columnList() + " FROM deliveries FINAL WHERE alert_id = '"
                + Alerts.firing(subject).getAlertId() + "' AND outcome = '" + outcome + "'";
        List<DeliveryRow> rows = new ArrayList<>();
        try (Connection connection = api.clickHouse().connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) rows.add(TableType.DELIVERIES.read(found));
        } catch (SQLException e) {
            throw new AssertionError("deliveries cannot be read", e);
        }
        return rows;
    }

    private void send(Alert alert) throws ExecutionException, InterruptedException {
        send(codec.encode(alert));
    }

    private static void send(byte[] value) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            producer.send(new ProducerRecord<>(Topics.ALERTS, value)).get();
        }
    }

    private static void pollUntil(WebhookDispatcher dispatcher, BooleanSupplier done) {
        await(() -> {
            dispatcher.poll();
            return done.getAsBoolean();
        });
    }

    private static void await(BooleanSupplier done) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("it did not happen within " + PATIENCE);
            LockSupport.parkNanos(50_000_000L);
        }
    }
}
