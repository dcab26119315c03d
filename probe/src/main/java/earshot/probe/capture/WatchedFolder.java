// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Capture files read in the order in which they were last written, as another program puts them into a folder: whole, or
 * rotating as {@code tcpdump -G} and {@code dumpcap -b} do. A file still being written is followed as it grows; it is
 * finished when a later file is there and it has not grown for a second, or has not grown for half a minute.
 *
 * <p>One program writes into a folder at a time: files are read one after the other. Names that begin with a dot or end in
 * {@code .tmp} or {@code .part} are somebody's who is not done yet.
 */
public final class WatchedFolder implements BackgroundSource.Feed {
    /**
     * When a file is finished.
     *
     * @param lookMillis time between two looks
     * @param overtakenMillis without growth, when a later file is there
     * @param quietMillis without growth, when there is none
     */
    record Patience(long lookMillis, long overtakenMillis, long quietMillis) {}

    /** A file, and when it was written last, milliseconds since 1970. */
    private record Seen(Path file, long modified) {}

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);
    private static final Patience PATIENCE = new Patience(200, 1_000, 30_000);

    private final Path folder;
    private final @Nullable Path done;
    private final WatchMemory memory;
    private final Patience patience;
    private final LongSupplier clockNanos;

    WatchedFolder(Path folder, @Nullable Path done, Patience patience, LongSupplier clockNanos)
            throws CaptureException {
        if (!Files.isDirectory(folder)) throw new CaptureException("no such folder to watch: " + folder);
        if (done != null && !Files.isDirectory(done)) {
            throw new CaptureException("no such folder for files that were read: " + done);
        }
        this.folder = folder;
        this.done = done;
        this.memory = WatchMemory.open(folder);
        this.patience = patience;
        this.clockNanos = clockNanos;
    }

    /**
     * Starts watching.
     *
     * @param done where files go that were read, or null to leave them where they are
     * @param clockNanos wall clock, nanoseconds since 1970
     */
    public static PacketSource open(Path folder, @Nullable Path done, LongSupplier clockNanos) throws CaptureException {
        WatchedFolder watched = new WatchedFolder(folder, done, PATIENCE, clockNanos);
        return BackgroundSource.start(folder.toString(), watched, clockNanos);
    }

    @Override
    public void run(BackgroundSource.Sink sink) throws IOException, InterruptedException {
        List<Path> given = new ArrayList<>(); // handed over, and perhaps not taken yet
        while (true) {
            Path file = next(given);
            if (file == null) TimeUnit.MILLISECONDS.sleep(patience.lookMillis);
            else read(file, given, sink);
        }
    }

    private @Nullable Path next(List<Path> given) throws IOException {
        List<Path> files = files().stream().map(Seen::file).toList();
        synchronized (memory) {
            given.removeIf(file -> memory.isFinished(file) || !files.contains(file));
            for (Path file : files) {
                if (!given.contains(file) && !memory.isFinished(file)) return file;
            }
        }
        return null;
    }

    /** In order of their last change; those of the same moment by name, numbers as numbers. */
    private List<Seen> files() throws IOException {
        List<Seen> seen = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (!isCapture(file)) continue;
                try {
                    seen.add(new Seen(file, Files.getLastModifiedTime(file).toMillis()));
                } catch (NoSuchFileException e) {
                    LOG.debug("{} went away", file);
                }
            }
        }
        Comparator<Seen> order = Comparator.comparingLong(Seen::modified)
                .thenComparingInt(each -> each.file.getFileName().toString().length())
                .thenComparing(Seen::file);
        return seen.stream().sorted(order).toList();
    }

    private static boolean isCapture(Path file) {
        String name = file.getFileName().toString();
        boolean isNamed = !name.startsWith(".") && !name.endsWith(".tmp") && !name.endsWith(".part");
        return isNamed && name.chars().noneMatch(Character::isISOControl) && Files.isRegularFile(file);
    }

    private void read(Path file, List<Path> given, BackgroundSource.Sink sink) throws InterruptedException {
        given.add(file);
        String name = file.getFileName().toString();
        try (InputStream growing = new GrowingFile(file)) {
            WatchMemory.Reading reading;
            synchronized (memory) {
                reading = memory.begin(file);
            }
            LOG.info("reading {}", file);
            sink.read(name, growing, reading.packets(), count -> taken(reading, count));
            sink.afterwards(() -> finish(file, reading));
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            LOG.warn("cannot read {}: {}", file, e.getMessage());
        }
    }

    private void taken(WatchMemory.Reading reading, long packets) {
        synchronized (memory) {
            memory.taken(reading, packets);
        }
    }

    private void finish(Path file, WatchMemory.Reading reading) {
        try {
            synchronized (memory) {
                memory.finish(reading);
            }
            if (done != null) move(file, done);
        } catch (IOException e) {
            LOG.warn("cannot put {} away: {}", file, e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            synchronized (memory) {
                memory.stop();
            }
        } catch (IOException e) {
            LOG.warn("cannot remember what was read of {}: {}", folder, e.getMessage());
        }
    }

    /** A name that is taken gets a number: rotation may use it again. */
    private static void move(Path file, Path folder) throws IOException {
        String name = file.getFileName().toString();
        for (int number = 0; ; number++) {
            try {
                Files.move(file, folder.resolve(number == 0 ? name : name + "." + number));
                return;
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is there already", name);
            }
        }
    }

    /** A file that ends only once it is finished. */
    private final class GrowingFile extends InputStream {
        private final Path file;
        private final InputStream stream;
        private long grewNanos = clockNanos.getAsLong();

        GrowingFile(Path file) throws IOException {
            this.file = file;
            this.stream = Files.newInputStream(file);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            while (true) {
                int got = stream.read(into, at, length);
                if (got > 0) {
                    grewNanos = clockNanos.getAsLong();
                    return got;
                }
                if (isFinished()) return -1;
                try {
                    TimeUnit.MILLISECONDS.sleep(patience.lookMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("stopped", e);
                }
            }
        }

        private boolean isFinished() throws IOException {
            List<Seen> files = files();
            long modified = Files.getLastModifiedTime(file).toMillis();
            long nowMillis = TimeUnit.NANOSECONDS.toMillis(clockNanos.getAsLong());
            long still = nowMillis - TimeUnit.NANOSECONDS.toMillis(grewNanos);
            if (Math.max(still, nowMillis - modified) >= patience.quietMillis) return true;
            Seen last = files.isEmpty() ? null : files.get(files.size() - 1);
            if (last == null || last.file.equals(file)) return false;
            return Math.max(still, last.modified - modified) >= patience.overtakenMillis;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
