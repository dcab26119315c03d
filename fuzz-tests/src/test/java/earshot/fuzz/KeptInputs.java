// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * These are the inputs that are kept: a target's seeds, and {@code kept/TARGET.hex}, one input a line in hexadecimal
 * digits, with a line that begins with {@code #} above those that once found a fault. As a program it writes them into a
 * folder for the fuzzer ({@code TARGET FOLDER}), or adds to the kept ones what the fuzzer found
 * ({@code TARGET --add FOLDER FILE.hex}).
 */
public final class KeptInputs {
    /** For each target: enough to reach far, few enough to be replayed in each build. */
    private static final int KEPT_MAX = 40;

    private static final int KEPT_OCTETS_MAX = 8_000;

    private KeptInputs() {}

    /** By a name for people, in order. */
    static Map<String, byte[]> of(Targets name, FuzzTarget target) {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        int number = 0;
        for (byte[] seed : target.seeds()) inputs.put("seed " + ++number, seed);
        String remark = "";
        int line = 0;
        for (String text : lines(name)) {
            line++;
            if (text.startsWith("#")) remark = text.substring(1).strip();
            else if (!text.isBlank()) {
                inputs.put("line " + line + (remark.isEmpty() ? "" : ": " + remark), hex(text));
                remark = "";
            }
        }
        return inputs;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.strip());
    }

    private static List<String> lines(Targets name) {
        try (InputStream in = KeptInputs.class.getResourceAsStream("/kept/" + name.label() + ".hex")) {
            if (in == null) return List.of();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws IOException {
        Targets name = Targets.of(arguments[0]);
        if (arguments.length == 2) {
            write(name, Path.of(arguments[1]));
        } else {
            add(name, Path.of(arguments[2]), Path.of(arguments[3]));
        }
    }

    /** Writes each input into a file of its own. */
    static void write(Targets name, Path folder) throws IOException {
        int number = 0;
        Files.createDirectories(folder);
        for (byte[] input : of(name, name.load()).values()) {
            Files.write(folder.resolve(String.format("kept-%04d", ++number)), input);
        }
    }

    private static void add(Targets name, Path folder, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        Set<String> known = new HashSet<>(lines);
        of(name, name.load()).values().forEach(input -> known.add(HexFormat.of().formatHex(input)));
        int count = 0;
        int octets = 0;
        for (String line : lines) {
            if (line.startsWith("#")) continue;
            count++;
            octets += line.length() / 2;
        }
        for (byte[] input : smallestFirst(folder)) {
            if (count == KEPT_MAX || octets + input.length > KEPT_OCTETS_MAX) break;
            String digits = HexFormat.of().formatHex(input);
            if (input.length == 0 || !known.add(digits)) continue;
            lines.add(digits);
            count++;
            octets += input.length;
        }
        Files.write(file, lines);
    }

    private static List<byte[]> smallestFirst(Path folder) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path input : found.sorted().toList()) inputs.add(Files.readAllBytes(input));
        }
        inputs.sort(Comparator.comparingInt(input -> input.length));
        return inputs;
    }
}
