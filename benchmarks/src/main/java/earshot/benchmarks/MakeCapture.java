// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import earshot.testkit.PcapWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a capture to measure with: {@code MakeCapture calls FILE CALLS SECONDS | growth FILE STREAMS ROUNDS}. */
public final class MakeCapture {
    private static final long SEED = 1;
    private static final int ETHERNET = 1;
    private static final int BUFFER_BYTES = 1 << 20;

    private MakeCapture() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        int first = Integer.parseInt(arguments[2]);
        int second = Integer.parseInt(arguments[3]);
        try (PcapWriter capture = new PcapWriter(
                new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES),
                PcapWriter.Format.PCAP_MICROS,
                ETHERNET)) {
            switch (arguments[0]) {
                case "calls" -> new CallCapture(first, second, SEED).write(capture);
                case "growth" -> new GrowthCapture(first, second).write(capture);
                default -> throw new IllegalArgumentException("calls or growth, not " + arguments[0]);
            }
        }
    }
}
