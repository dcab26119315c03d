// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import com.clickhouse.client.api.internal.ClickHouseLZ4InputStream;
import com.clickhouse.client.api.internal.ClickHouseLZ4OutputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests as a ClickHouse server does: statement and settings from the address and the body, result or error
 * with ClickHouse's headers. Not offered: sessions, users, external tables, HTTP compression.
 */
final class QueryHandler implements HttpServer.Handler {
    private static final System.Logger LOG = System.getLogger(QueryHandler.class.getName());
    private static final LZ4Factory LZ4 = LZ4Factory.fastestInstance();
    private static final int BUFFER_SIZE = 1 << 16;
    private static final byte[] OK = "Ok.\n".getBytes(StandardCharsets.US_ASCII);

    private final EnginePool pool;
    private final String version;

    QueryHandler(EnginePool pool, String version) {
        this.pool = pool;
        this.version = version;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.answerHeader("X-ClickHouse-Server-Display-Name", "earshot");
        exchange.answerHeader("X-ClickHouse-Timezone", "UTC");
        boolean isPing = exchange.path().equals("/ping")
                || (exchange.method().equals("GET") && exchange.query().isEmpty());
        if (isPing) {
            exchange.answer(200, OK);
            return;
        }
        try {
            BridgeRequest request = BridgeRequest.of(exchange);
            exchange.answerHeader("X-ClickHouse-Query-Id", request.queryId());
            EngineConnection connection = pool.take();
            boolean known = false;
            try {
                run(connection, request, exchange);
                known = true;
            } catch (EngineException e) {
                known = true; // The engine refused in good order.
                throw e;
            } finally {
                if (!known) connection.spoil();
                pool.giveBack(connection);
            }
        } catch (EngineException e) {
            refuse(exchange, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.abort();
        }
    }

    private void run(EngineConnection connection, BridgeRequest request, HttpExchange exchange)
            throws IOException, EngineException {
        connection.use(request.database());
        try (RequestSettings settings = new RequestSettings(connection, request.settings())) {
            settings.apply();
            Statement statement = Statement.read(request.query(), body(request, exchange));
            if (statement.rows() == null) {
                select(connection, statement, request, exchange);
            } else {
                insert(connection, statement, statement.rows(), request, exchange);
            }
        }
    }

    private static void insert(
            EngineConnection connection,
            Statement statement,
            InputStream rows,
            BridgeRequest request,
            HttpExchange exchange)
            throws IOException, EngineException {
        String format = statement.rowFormat();
        try (EngineInsert insert = connection.insert(statement.sql(), format, request.values());
                EngineResult result = insert.storeAll(rows)) {
            exchange.answerHeader("X-ClickHouse-Summary", result.summary());
            exchange.answer(200, new byte[0]);
        }
    }

    private static void select(
            EngineConnection connection, Statement statement, BridgeRequest request, HttpExchange exchange)
            throws IOException, EngineException {
        String text = statement.text();
        String format = SqlText.resultFormat(text, request.format());
        exchange.answerHeader("X-ClickHouse-Format", format);
        exchange.answerHeader("Content-Type", contentType(format));
        if (SqlText.changesConnection(text)) connection.spoil();
        if (SqlText.canStream(text, format)) {
            stream(connection, statement.sql(), format, request, exchange);
            return;
        }
        try (EngineResult result = connection.query(statement.sql(), request.format(), request.values())) {
            exchange.answerHeader("X-ClickHouse-Summary", result.summary());
            try (OutputStream out = answer(request, exchange)) {
                result.copyTo(out, 0);
            }
        }
    }

    private static void stream(
            EngineConnection connection, byte[] sql, String format, BridgeRequest request, HttpExchange exchange)
            throws IOException, EngineException {
        try (EngineStream stream = connection.stream(sql, request.format(), request.values())) {
            OutputStream out;
            long repeatedHeader;
            try (EngineResult first = stream.next()) {
                // Each chunk is a whole document of its format: with names and types, they come again and again.
                repeatedHeader = format.equals("RowBinaryWithNamesAndTypes") ? first.namesAndTypesLength() : 0;
                exchange.answerHeader("X-ClickHouse-Summary", first.summary());
                out = answer(request, exchange);
                first.copyTo(out, 0);
                if (first.length() == 0) {
                    out.close();
                    return;
                }
            }
            copyRest(stream, repeatedHeader, out);
            // Not closed on the way out of an exception: closing would end the answer as if it were whole.
            out.close();
        }
    }

    private static void copyRest(EngineStream stream, long repeatedHeader, OutputStream out)
            throws IOException, EngineException {
        while (true) {
            try (EngineResult chunk = stream.next()) {
                if (chunk.length() == 0) return;
                if (chunk.length() > repeatedHeader) chunk.copyTo(out, repeatedHeader);
            }
        }
    }

    private void refuse(HttpExchange exchange, EngineException refusal) throws IOException {
        if (exchange.isStarted()) {
            LOG.log(Level.WARNING, "A result was broken off: {0}", refusal.text());
            exchange.abort();
            return;
        }
        String suffix = refusal.text().contains("(version ") ? "" : " (version " + version + ")";
        exchange.answerHeader("X-ClickHouse-Exception-Code", Integer.toString(refusal.code()));
        exchange.answerHeader("Content-Type", "text/plain; charset=UTF-8");
        String message = refusal.text() + suffix + '\n';
        exchange.answer(refusal.httpStatus(), message.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream body(BridgeRequest request, HttpExchange exchange) {
        if (!request.decompress()) return exchange.body();
        return new ClickHouseLZ4InputStream(exchange.body(), LZ4.fastDecompressor(), BUFFER_SIZE);
    }

    private static OutputStream answer(BridgeRequest request, HttpExchange exchange) throws IOException {
        OutputStream out = new BufferedOutputStream(exchange.answerInChunks(), BUFFER_SIZE);
        return request.compress() ? new ClickHouseLZ4OutputStream(out, LZ4.fastCompressor(), BUFFER_SIZE) : out;
    }

    private static String contentType(String format) {
        if (format.startsWith("JSON")) return "application/json; charset=UTF-8";
        boolean isText = format.startsWith("Tab") || format.startsWith("TSV");
        return isText ? "text/tab-separated-values; charset=UTF-8" : "application/octet-stream";
    }

    /** A statement as put together from address and body, and the rows that follow it if it is an INSERT of rows. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Statement(
            byte[] sql, String rowFormat, @Nullable InputStream rows) {
        static Statement read(String query, InputStream body) throws IOException {
            byte[] start = query.getBytes(StandardCharsets.UTF_8);
            if (SqlText.isInsert(query)) {
                SqlText.InsertHead head = SqlText.insertHead(start);
                if (head != null) return new Statement(head.sql(), head.format(), body);
            }
            byte[] rest = body.readAllBytes();
            if (query.isBlank()) {
                SqlText.InsertHead head = SqlText.insertHead(rest);
                if (head == null) return new Statement(rest, "", null);
                int data = head.dataOffset();
                return new Statement(
                        head.sql(), head.format(), new ByteArrayInputStream(rest, data, rest.length - data));
            }
            if (rest.length == 0) return new Statement(start, "", null);
            ByteArrayOutputStream both = new ByteArrayOutputStream(start.length + 1 + rest.length);
            both.write(start);
            both.write('\n');
            both.write(rest);
            return new Statement(both.toByteArray(), "", null);
        }

        String text() {
            return new String(sql, StandardCharsets.UTF_8);
        }
    }

    /** The settings of one request: applied to the connection, and taken back when it is answered. */
    private static final class RequestSettings implements AutoCloseable {
        private final EngineConnection connection;
        private final Map<String, String> settings;

        RequestSettings(EngineConnection connection, Map<String, String> settings) {
            this.connection = connection;
            this.settings = settings;
        }

        void apply() throws EngineException {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                connection.execute("SET " + setting.getKey() + " = " + SqlText.literal(setting.getValue()));
            }
        }

        @Override
        public void close() {
            try {
                for (String name : settings.keySet()) connection.execute("SET " + name + " = DEFAULT");
            } catch (EngineException e) {
                connection.spoil();
            }
        }
    }
}
