// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzipTest {
    @TempDir
    Path directory;

    @Test
    void theNamedEntryIsCopied() throws Exception {
        Path archive = archive("package/first", "a".repeat(513), "package/second", "wanted");
        Path target = directory.resolve("target");
        TarGzip.extract(archive, "package/second", target);
        assertThat(target).hasContent("wanted");
    }

    @Test
    void aMissingEntryIsNamed() throws Exception {
        Path archive = archive("package/first", "a");
        assertThatThrownBy(() -> TarGzip.extract(archive, "package/other", directory.resolve("target")))
                .hasMessageContaining("holds no package/other");
    }

    /** An archive of entries, each a header of 512 octets with name and octal size, and its content padded to blocks. */
    private Path archive(String... namesAndContents) throws IOException {
        Path archive = directory.resolve("archive.tgz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].getBytes(StandardCharsets.US_ASCII);
                byte[] header = new byte[512];
                put(header, 0, namesAndContents[i]);
                put(header, 124, String.format("%011o ", content.length));
                out.write(header);
                out.write(content);
                out.write(new byte[(512 - content.length % 512) % 512]);
            }
            out.write(new byte[1024]);
        }
        return archive;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
