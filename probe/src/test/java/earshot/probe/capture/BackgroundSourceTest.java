// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.PacketSource.Step;
import earshot.testkit.PcapWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures that are still being written: a folder in which another program leaves them. */
class BackgroundSourceTest {
    private static final WatchedFolder.Patience SHORT = new WatchedFolder.Patience(5, 50, 60_000);

    @TempDir
    Path folder;

    @TempDir
    Path done;

    private PacketSource watch(boolean moves) throws CaptureException {
        WatchedFolder watched =
                new WatchedFolder(folder, moves ? done : null, SHORT, () -> System.currentTimeMillis() * 1_000_000);
        return BackgroundSource.start("test", watched, () -> System.currentTimeMillis() * 1_000_000);
    }

    private static void until(Callable<Boolean> isSo) throws Exception {
        long deadlineNanos = System.nanoTime() + 20_000_000_000L;
        while (!isSo.call()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadlineNanos);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Seconds of the packets, until so many have come. */
    private static List<Long> take(PacketSource source, int count) throws Exception {
        List<Long> seconds = new ArrayList<>();
        until(() -> {
            while (seconds.size() < count && source.advance() == Step.PACKET) {
                seconds.add(source.packet().timeNanos() / 1_000_000_000);
            }
            return seconds.size() == count;
        });
        return seconds;
    }

    private PcapWriter writer(String name, PcapWriter.Format format) throws IOException {
        OutputStream out = Files.newOutputStream(folder.resolve(name));
        return new PcapWriter(out, format, 1);
    }

    private void capture(String name, long modifiedSeconds, long... seconds) throws IOException {
        try (PcapWriter writer = writer(name, PcapWriter.Format.PCAPNG)) {
            for (long second : seconds) writer.packet(second * 1_000_000_000, new byte[60]);
        }
        Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(modifiedSeconds * 1_000));
    }

    private void awaitFinished(PacketSource source, String name) throws Exception {
        until(() -> {
            assertThat(source.advance()).isEqualTo(Step.IDLE);
            return Files.readString(folder.resolve(WatchMemory.FILE))
                    .lines()
                    .anyMatch(line -> line.endsWith(name) && line.contains("\t1\t"));
        });
    }

    @Test
    void filesAreReadInTheOrderOfTheirLastChange() throws Exception {
        capture("z.pcapng", 1_000, 1, 2);
        capture("a.pcapng", 2_000, 3);
        capture("m10.pcapng", 3_000, 5);
        capture("m9.pcapng", 3_000, 4);
        capture(".hidden", 500, 9);
        capture("copying.part", 500, 9);

        try (PacketSource source = watch(false)) {
            assertThat(take(source, 5)).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void aGrowingFileIsFollowedUntilALaterOneIsThere() throws Exception {
        try (PacketSource source = watch(false);
                PcapWriter growing = writer("1.pcap", PcapWriter.Format.PCAP_MICROS)) {
            growing.packet(1_000_000_000L, new byte[60]);
            assertThat(take(source, 1)).containsExactly(1L);
            growing.packet(2_000_000_000L, new byte[60]);
            assertThat(take(source, 1)).containsExactly(2L);
            try (PcapWriter later = writer("2.pcap", PcapWriter.Format.PCAP_MICROS)) {
                later.packet(3_000_000_000L, new byte[60]);
                assertThat(take(source, 1)).containsExactly(3L);
            }
            awaitFinished(source, "1.pcap");
            assertThat(source.faults()).isEmpty();
        }
    }

    @Test
    void whatWasReadIsRememberedAcrossRestarts() throws Exception {
        capture("1.pcapng", 1_000, 1, 2);
        capture("2.pcapng", 2_000, 3, 4);
        try (PacketSource source = watch(false)) {
            assertThat(take(source, 3)).containsExactly(1L, 2L, 3L);
        }
        capture("3.pcapng", 3_000, 5);

        try (PacketSource source = watch(false)) {
            assertThat(take(source, 2)).containsExactly(4L, 5L);
        }
    }

    /** {@code tcpdump -W} writes anew under a name that was read. */
    @Test
    void anotherCaptureUnderAnOldNameIsReadFromItsStart() throws Exception {
        capture("0.pcapng", 1_000, 1, 2);
        try (PacketSource source = watch(false)) {
            take(source, 2);
            awaitFinished(source, "0.pcapng");
        }
        capture("0.pcapng", 2_000, 7, 8, 9);

        try (PacketSource source = watch(false)) {
            assertThat(take(source, 3)).containsExactly(7L, 8L, 9L);
        }
    }

    @Test
    void readFilesAreMovedWhereAsked() throws Exception {
        Files.createFile(done.resolve("1.pcapng"));
        capture("1.pcapng", 1_000, 1);

        try (PacketSource source = watch(true)) {
            take(source, 1);
            until(() -> {
                source.advance();
                return Files.exists(done.resolve("1.pcapng.1"));
            });
        }
        assertThat(folder.resolve("1.pcapng")).doesNotExist();
    }

    @Test
    void whatIsNoCaptureIsNamedAndPassedOver() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "not a capture at all");
        Files.setLastModifiedTime(folder.resolve("notes.txt"), FileTime.fromMillis(1));
        capture("1.pcapng", 1_000, 1);

        try (PacketSource source = watch(false)) {
            assertThat(take(source, 1)).containsExactly(1L);
            assertThat(source.faults()).singleElement().satisfies(fault -> assertThat(fault.reason())
                    .isEqualTo(CaptureFault.Reason.NOT_A_CAPTURE));
        }
    }
}
