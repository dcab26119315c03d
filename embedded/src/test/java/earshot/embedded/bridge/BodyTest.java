// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bodies in chunks (RFC 9112 §7.1) and of known length: whole or an error, never short. */
class BodyTest {
    @Test
    void chunksAreJoined() throws IOException {
        assertThat(read(chunked(
                        "4\r\nWiki\r\n7;name=value\r\npedia i\r\nB\r\nn \r\nchunks.\r\n0\r\nTrailer: x\r\n\r\nnext")))
                .isEqualTo("Wikipedia in \r\nchunks.");
    }

    @Test
    void theNextRequestIsLeftAlone() throws IOException {
        InputStream connection = bytes("1\r\na\r\n0\r\n\r\nGET / HTTP/1.1");
        read(new ChunkedInput(connection));
        assertThat(read(connection)).isEqualTo("GET / HTTP/1.1");
    }

    @Test
    void aChunkedBodyThatEndsEarlyIsAnError() {
        assertThatThrownBy(() -> read(chunked("5\r\nWi"))).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read(chunked("2\r\nWi\r\n"))).isInstanceOf(EOFException.class);
    }

    @Test
    void aChunkWithoutLengthIsAnError() {
        assertThatThrownBy(() -> read(chunked("zz\r\nWi\r\n0\r\n\r\n"))).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyOfKnownLengthEndsThere() throws IOException {
        InputStream connection = bytes("bodyGET /");
        assertThat(read(new FixedLengthInput(connection, 4))).isEqualTo("body");
        assertThat(read(connection)).isEqualTo("GET /");
    }

    @Test
    void aBodyShorterThanAnnouncedIsAnError() {
        assertThatThrownBy(() -> read(new FixedLengthInput(bytes("bo"), 4))).isInstanceOf(EOFException.class);
    }

    @Test
    void onlyClosingEndsAnAnswerInChunks() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ChunkedOutput answer = new ChunkedOutput(sent)) {
            answer.write("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
            answer.flush();
            assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("10\r\n0123456789abcdef\r\n");
        }
        assertThat(sent.toString(StandardCharsets.US_ASCII)).endsWith("\r\n0\r\n\r\n");
    }

    private static InputStream chunked(String text) {
        return new ChunkedInput(bytes(text));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
