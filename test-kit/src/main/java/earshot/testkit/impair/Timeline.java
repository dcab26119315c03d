// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * This puts all sample captures on one timeline, as {@code sample-pcaps/timeline.txt} says, so that replaying the folder is
 * one lively morning. The file has a line per capture: its start in seconds, its name, what it is made from, the arguments
 * of {@link Impair}, what it shows.
 *
 * <pre>{@code
 * java ... earshot.testkit.impair.Timeline sample-pcaps RECORDED     # takes the clean ones from where they were recorded
 * java ... earshot.testkit.impair.Timeline sample-pcaps              # makes the impaired copies of them again
 * }</pre>
 */
public final class Timeline {
    private static final Instant BASE = Instant.parse("2026-01-15T09:00:00Z");

    /** One line: {@code 61 | 51-loss | 11-g711-clean | --seed 51 --loss 0.05 | What it shows}. */
    record Entry(long startSeconds, String name, String from, List<String> arguments, String title) {
        boolean isClean() {
            return from.equals("-");
        }

        /** The arguments and where the capture begins. */
        List<String> allArguments() {
            List<String> all = new ArrayList<>(arguments);
            all.add("--start");
            all.add(BASE.plusSeconds(startSeconds).toString());
            return all;
        }

        private static Entry parse(String line) {
            String[] cells = line.split("\\|", -1);
            String arguments = cells[3].strip();
            return new Entry(
                    Long.parseLong(cells[0].strip()),
                    cells[1].strip(),
                    cells[2].strip(),
                    arguments.isEmpty() ? List.of() : List.of(arguments.split(" +", -1)),
                    cells[4].strip());
        }
    }

    private Timeline() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1) {
            System.err.println("usage: Timeline SAMPLES [RECORDED]");
            System.exit(2);
        }
        Path samples = Path.of(arguments[0]);
        for (Entry entry : read(samples)) {
            if (arguments.length > 1 && entry.isClean()) {
                Path recorded = Path.of(arguments[1]).resolve(entry.name + ".pcap");
                if (Files.notExists(recorded)) continue; // not recorded again: the one we have stays
                Impair.run(recorded, samples.resolve(entry.name + ".pcap"), "", entry.allArguments());
            } else if (arguments.length == 1 && !entry.isClean()) {
                make(entry, samples, samples);
            }
        }
    }

    static List<Entry> read(Path samples) throws IOException {
        return Files.readAllLines(samples.resolve("timeline.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Entry::parse)
                .toList();
    }

    /** Makes an impaired copy and its manifest. */
    static void make(Entry entry, Path samples, Path into) throws IOException {
        Path from = samples.resolve(entry.from + ".pcap");
        Impair.run(from, into.resolve(entry.name + ".pcap"), entry.title, entry.allArguments());
    }
}
