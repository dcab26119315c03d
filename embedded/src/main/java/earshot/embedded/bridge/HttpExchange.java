// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 request and its answer on a connection that may carry more (RFC 9112). */
final class HttpExchange {
    private static final int LINE_LIMIT = 4 << 20;
    private static final int HEADER_LIMIT = 200;

    private final Socket socket;
    private final OutputStream out;
    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final InputStream body;
    private final Map<String, String> answerHeaders = new LinkedHashMap<>();
    private boolean started;
    private boolean aborted;

    private HttpExchange(
            Socket socket,
            OutputStream out,
            String method,
            String target,
            Map<String, String> headers,
            InputStream body) {
        this.socket = socket;
        this.out = out;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /** Reads the next request head; null when the client has closed the connection between requests. */
    static @Nullable HttpExchange read(Socket socket, InputStream in, OutputStream out) throws IOException {
        String requestLine = requestLine(in);
        if (requestLine == null) return null;
        String[] parts = requestLine.split(" ", -1);
        if (parts.length != 3) throw new IOException("Not an HTTP request: " + requestLine);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (headers.size() == HEADER_LIMIT) throw new IOException("More than " + HEADER_LIMIT + " header fields.");
            int colon = line.indexOf(':');
            if (colon > 0)
                headers.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
        }
        if ("100-continue".equalsIgnoreCase(headers.get("Expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        return new HttpExchange(socket, out, parts[0], parts[1], headers, body(headers, in));
    }

    String method() {
        return method;
    }

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** What follows the question mark, still percent-encoded; empty when nothing does. */
    String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    InputStream body() {
        return body;
    }

    /** Sets a field of the answer; to be called before the answer starts. */
    void answerHeader(String name, String value) {
        answerHeaders.put(name, value.replaceAll("[\\r\\n]+", " "));
    }

    boolean isStarted() {
        return started;
    }

    boolean isAborted() {
        return aborted;
    }

    boolean keepsConnection() {
        return !"close".equalsIgnoreCase(headers.get("Connection"));
    }

    void answer(int status, byte[] content) throws IOException {
        skipBody();
        startAnswer(status, "Content-Length: " + content.length);
        out.write(content);
        out.flush();
    }

    OutputStream answerInChunks() throws IOException {
        startAnswer(200, "Transfer-Encoding: chunked");
        return new ChunkedOutput(out);
    }

    /** Reads what the handler left of the body, so that the next request starts where it should. */
    void skipBody() throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    /** Breaks the connection with a reset, so that the client cannot take half an answer for a whole one. */
    void abort() throws IOException {
        aborted = true;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void startAnswer(int status, String framing) throws IOException {
        started = true;
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(status == 200 ? " OK" : " Error");
        answerHeaders.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        head.append("\r\n").append(framing);
        head.append("\r\nConnection: ").append(keepsConnection() ? "Keep-Alive" : "Close");
        out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static InputStream body(Map<String, String> headers, InputStream in) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) return new ChunkedInput(in);
        String length = headers.getOrDefault("Content-Length", "0");
        if (!length.matches("\\d{1,18}")) throw new IOException("Content-Length is not a number: " + length);
        return new FixedLengthInput(in, Long.parseLong(length));
    }

    private static @Nullable String requestLine(InputStream in) throws IOException {
        try {
            String line = line(in);
            return line.isEmpty() ? line(in) : line;
        } catch (EOFException e) {
            return null;
        }
    }

    /** A line without its end; the bytes are taken as ISO 8859-1. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) throw new EOFException("The client went away.");
            if (line.length() == LINE_LIMIT) throw new IOException("A line is longer than " + LINE_LIMIT + " octets.");
            line.append((char) octet);
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') line.setLength(last);
        return line.toString();
    }
}
