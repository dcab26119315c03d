// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.hep;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.hep.HepInflater.Verdict;
import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class HepInflaterTest {
    private static final byte[] TEXT =
            "INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: 1\r\n\r\n".getBytes(StandardCharsets.UTF_8);

    private final HepInflater inflater = new HepInflater();

    @Test
    void zlibAndGzipAreRead() throws IOException {
        assertThat(inflate(zlib(TEXT))).isEqualTo(Verdict.INFLATED);
        assertThat(output()).isEqualTo(TEXT);

        assertThat(inflate(gzip(TEXT))).isEqualTo(Verdict.INFLATED);
        assertThat(output()).isEqualTo(TEXT);
    }

    @Test
    void theFieldsOfAGzipHeaderAreSteppedOver() throws IOException {
        byte[] plain = gzip(TEXT);
        byte[] packet = new Octets()
                .hex("1f8b08 1e 000000000000")
                .hex("0300 aabbcc") // extra field
                .raw("name".getBytes(StandardCharsets.UTF_8))
                .hex("00 00") // end of the name, and an empty comment
                .hex("1234") // checksum of the header
                .raw(Arrays.copyOfRange(plain, 10, plain.length))
                .bytes();

        assertThat(inflate(packet)).isEqualTo(Verdict.INFLATED);
        assertThat(output()).isEqualTo(TEXT);
    }

    @Test
    void aBombIsGivenUp() throws IOException {
        byte[] bomb = zlib(new byte[50 << 20]); // 50 MiB in 50 KiB
        assertThat(inflate(bomb)).isEqualTo(Verdict.TOO_LARGE);
        assertThat(inflate(Arrays.copyOf(bomb, 300))).isEqualTo(Verdict.TOO_DENSE);
    }

    @Test
    void exactlySixtyFourKibibytesAreAllowed() throws IOException {
        byte[] noise = new byte[HepInflater.OUTPUT_MAX + 1];
        new Random(1).nextBytes(noise);

        assertThat(inflate(zlib(Arrays.copyOf(noise, HepInflater.OUTPUT_MAX)))).isEqualTo(Verdict.INFLATED);
        assertThat(inflater.length()).isEqualTo(HepInflater.OUTPUT_MAX);
        assertThat(inflate(zlib(noise))).isEqualTo(Verdict.TOO_LARGE);
    }

    @Test
    void whatIsNeitherOrIsCutIsBroken() throws IOException {
        assertThat(inflate(TEXT)).isEqualTo(Verdict.CORRUPT);
        assertThat(inflate(new byte[1])).isEqualTo(Verdict.CORRUPT);
        assertThat(inflate(Arrays.copyOf(zlib(TEXT), 20))).isEqualTo(Verdict.CORRUPT);
    }

    @Test
    void hostileBytesBreakNothing() throws IOException {
        for (byte[] sample : List.of(zlib(TEXT), gzip(TEXT))) {
            HostileBytes.attack(sample, 1, (bytes, offset, length) -> {
                Verdict verdict = inflater.inflate(bytes, offset, length);
                return verdict == Verdict.INFLATED ? Arrays.hashCode(output()) : verdict;
            });
        }
    }

    private Verdict inflate(byte[] packet) {
        byte[] amid = new byte[packet.length + 5];
        System.arraycopy(packet, 0, amid, 3, packet.length);
        return inflater.inflate(amid, 3, packet.length);
    }

    private byte[] output() {
        return Arrays.copyOf(inflater.bytes(), inflater.length());
    }

    private static byte[] zlib(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(data);
        }
        return out.toByteArray();
    }
}
