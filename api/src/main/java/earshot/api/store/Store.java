// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.store;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import earshot.storage.ClickHouse;
import java.io.IOException;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * This is the one door to ClickHouse: puts a {@link Query}, brings back records. Every question has a time limit on
 * the server and here, and answers arrive whole or not at all.
 */
public final class Store implements AutoCloseable {
    private static final int TIME_LIMIT_S = 10;
    private static final int PATIENCE_S = TIME_LIMIT_S + 5;
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int CONNECTIONS = 8;

    private static final int TIMEOUT_EXCEEDED = 159;
    private static final int TOO_SLOW = 160;
    private static final int TOO_MANY_ROWS = 158;
    private static final int MEMORY_LIMIT = 241;
    private static final int TOO_MANY_BYTES = 307;
    private static final int TOO_MANY_ROWS_OR_BYTES = 396;
    private static final int UNKNOWN_TABLE = 60;
    private static final int UNKNOWN_DATABASE = 81;

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Client client;
    private final String endpoint;

    public Store(ClickHouse address) {
        this.endpoint = endpoint(address);
        this.client = new Client.Builder()
                .addEndpoint(endpoint)
                .setUsername(address.user())
                .setPassword(address.password())
                .setDefaultDatabase(address.database())
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setConnectionRequestTimeout(PATIENCE_S, ChronoUnit.SECONDS)
                .setSocketTimeout(PATIENCE_S, ChronoUnit.SECONDS)
                .setMaxConnections(CONNECTIONS)
                .setMaxRetries(1)
                .setClientName("earshot-api")
                .build();
    }

    /** The HTTP address behind a JDBC URL: {@code http://host:8123}. */
    public static String endpoint(ClickHouse address) {
        String url = address.url().replaceFirst("^jdbc:(clickhouse|ch):", "").replaceFirst("/$", "");
        return url.startsWith("//") ? "http:" + url : url;
    }

    /** Whether somebody answers there, be our database made already or not. */
    public boolean answers() {
        try {
            release(ask(new Query("SELECT 1"), settings().setDatabase("default")));
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    /** The rows of an answer, in its order. Columns must be named as the record's components. */
    public <T extends Record> List<T> rows(Class<T> type, Query query) {
        QueryResponse response = ask(query, settings());
        try (InputStream body = response.getInputStream();
                MappingIterator<T> rows = JSON.readerFor(type).readValues(body)) {
            return rows.readAll();
        } catch (IOException | JacksonIOException e) {
            throw absent(e);
        } finally {
            release(response);
        }
    }

    /** The first row of an answer, if any. */
    public <T extends Record> @Nullable T row(Class<T> type, Query query) {
        List<T> rows = rows(type, query);
        return rows.isEmpty() ? null : rows.get(0);
    }

    @Override
    public void close() {
        client.close();
    }

    private QueryResponse ask(Query query, QuerySettings settings) {
        try {
            return client.query(query.sql(), query.values(), settings).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ClickHouseException e) {
            throw translate(e);
        } catch (ExecutionException e) {
            throw translate(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw tooSlow(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw absent(e);
        }
    }

    private static QuerySettings settings() {
        return new QuerySettings()
                .setFormat(ClickHouseFormat.JSONEachRow)
                // An answer that fails half way must be a failure, not a short answer.
                .waitEndOfQuery(true)
                .serverSetting("max_execution_time", Integer.toString(TIME_LIMIT_S))
                .serverSetting("date_time_output_format", "iso")
                .serverSetting("output_format_json_quote_64bit_integers", "0")
                .logComment("earshot-api");
    }

    /** Gives the connection back. The answer is already here, so a failure to do so concerns nobody who asked. */
    private static void release(QueryResponse response) {
        try {
            response.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("a connection to ClickHouse was not given back cleanly", e);
        }
    }

    private RuntimeException translate(Throwable problem) {
        if (!(problem instanceof ServerException refused)) return absent(problem);
        return switch (refused.getCode()) {
            case TIMEOUT_EXCEEDED, TOO_SLOW -> tooSlow(refused);
            case TOO_MANY_ROWS, TOO_MANY_BYTES, TOO_MANY_ROWS_OR_BYTES, MEMORY_LIMIT ->
                new StoreException(
                        StoreException.Cause.TOO_MUCH,
                        "the question covers too much: narrow its time or filters",
                        refused);
            case UNKNOWN_TABLE, UNKNOWN_DATABASE ->
                new StoreException(
                        StoreException.Cause.ABSENT,
                        "ClickHouse at " + endpoint
                                + " has no tables of Earshot yet: create them with 'earshot migrate'",
                        refused);
            default -> new IllegalStateException("ClickHouse refused a question of ours", refused);
        };
    }

    private static StoreException tooSlow(Throwable because) {
        return new StoreException(
                StoreException.Cause.TIMEOUT,
                "ClickHouse took longer than " + TIME_LIMIT_S + " s: narrow the question's time or filters",
                because);
    }

    private StoreException absent(Throwable because) {
        return new StoreException(StoreException.Cause.ABSENT, "ClickHouse does not answer at " + endpoint, because);
    }
}
