// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a watched folder were read, and how far, kept in a file of that folder so that it outlives the program. A
 * file is the same as long as it begins the same: one that has grown is read on, and one that was written anew under an old
 * name is read from its start.
 *
 * <p>A line each: packets taken, octets and time of change when that was, whether it was finished, how long its known
 * beginning is and the hash of that, its name.
 */
final class WatchMemory {
    static final String FILE = ".earshot-watched";
    /** Past the headers of either format lie the first packets, which no two captures share. */
    private static final int HEAD_BYTES = 512;

    private static final int FIELDS = 7;
    private static final String SEPARATOR = "\t";

    /** One file. */
    private record Entry(long packets, long octets, long modified, boolean isFinished, Head head) {}

    /** The beginning of a file: how many bytes were there, and their SHA-256 in hex. */
    private record Head(int length, String hash) {
        static Head of(Path file, int length) throws IOException {
            try (InputStream stream = Files.newInputStream(file)) {
                byte[] bytes = stream.readNBytes(length);
                return new Head(bytes.length, HexFormat.of().formatHex(sha256(bytes)));
            }
        }

        private static byte[] sha256(byte[] bytes) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(bytes);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** A file that is being read. */
    static final class Reading {
        private final Path file;
        private final String name;
        private long packets;

        private Reading(Path file, long packets) {
            this.file = file;
            this.name = file.getFileName().toString();
            this.packets = packets;
        }

        /** Packets taken already. */
        long packets() {
            return packets;
        }
    }

    private final Path folder;
    private @Nullable Reading current;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private WatchMemory(Path folder) {
        this.folder = folder;
    }

    static WatchMemory open(Path folder) throws CaptureException {
        WatchMemory memory = new WatchMemory(folder);
        try {
            memory.load();
            memory.save();
        } catch (IOException e) {
            throw new CaptureException(
                    "cannot write " + folder.resolve(FILE) + ", which remembers the files that were read: "
                            + e.getMessage(),
                    e);
        }
        return memory;
    }

    private void load() throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) return;
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(SEPARATOR, FIELDS);
            if (fields.length < FIELDS || !Files.exists(folder.resolve(fields[6]))) continue;
            try {
                entries.put(
                        fields[6],
                        new Entry(
                                Long.parseLong(fields[0]),
                                Long.parseLong(fields[1]),
                                Long.parseLong(fields[2]),
                                fields[3].equals("1"),
                                new Head(Integer.parseInt(fields[4]), fields[5])));
            } catch (NumberFormatException e) {
                entries.remove(fields[6]); // not a line of ours: the file is read again
            }
        }
    }

    private void save() throws IOException {
        List<String> lines = new ArrayList<>();
        entries.keySet().removeIf(name -> !Files.exists(folder.resolve(name)));
        entries.forEach((name, entry) -> lines.add(String.join(
                SEPARATOR,
                Long.toString(entry.packets),
                Long.toString(entry.octets),
                Long.toString(entry.modified),
                entry.isFinished ? "1" : "0",
                Integer.toString(entry.head.length),
                entry.head.hash,
                name)));
        Path fresh = folder.resolve(FILE + ".new");
        Files.write(fresh, lines);
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether the file was read to its end and has not changed since. */
    boolean isFinished(Path file) {
        Entry entry = entries.get(file.getFileName().toString());
        if (entry == null || !entry.isFinished) return false;
        try {
            return entry.octets == Files.size(file)
                    && entry.modified == Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return true; // gone meanwhile
        }
    }

    /** Starts or goes on with a file. */
    Reading begin(Path file) throws IOException {
        Entry entry = entries.get(file.getFileName().toString());
        if (entry == null) return new Reading(file, 0);
        boolean isSame = entry.head.equals(Head.of(file, entry.head.length));
        return new Reading(file, isSame ? entry.packets : 0);
    }

    /** Notes progress; kept with the next {@link #finish} or {@link #stop}. */
    void taken(Reading reading, long packets) {
        reading.packets += packets;
        current = reading;
    }

    void finish(Reading reading) throws IOException {
        current = null;
        put(reading, true);
        save();
    }

    /** Keeps what is known so far. */
    void stop() throws IOException {
        if (current != null) put(current, false);
        save();
    }

    private void put(Reading reading, boolean isFinished) throws IOException {
        Path file = reading.file;
        long modified = Files.getLastModifiedTime(file).toMillis();
        Head head = Head.of(file, HEAD_BYTES);
        entries.put(reading.name, new Entry(reading.packets, Files.size(file), modified, isFinished, head));
    }
}
