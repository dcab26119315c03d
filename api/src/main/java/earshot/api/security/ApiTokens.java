// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.security;

import earshot.api.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tokens that open the API, read once from a file with one {@code role token} per line.
 *
 * <p>Kept as SHA-256 and compared in constant time over all of them; tokens are long and random, so a slow hash would
 * add nothing.
 */
public final class ApiTokens {
    private static final int LENGTH_MIN = 24;
    private static final String KEY = "token-file";

    private final List<Entry> entries;

    private record Entry(String hash, Role role) {}

    private ApiTokens(List<Entry> entries) {
        this.entries = entries;
    }

    /** No tokens: everyone who reaches the loopback address may read everything. */
    public static ApiTokens none() {
        return new ApiTokens(List.of());
    }

    public static ApiTokens read(Path file) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines(file)) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) entries.add(entry(text, file));
        }
        if (entries.isEmpty()) throw new ConfigException(KEY, file, "a file with at least one line 'role token'");
        return new ApiTokens(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The role that a token opens, if any. */
    public Optional<Role> roleOf(String token) {
        byte[] hash = ascii(sha256(token));
        Role found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(ascii(entry.hash), hash)) found = entry.role;
        }
        return Optional.ofNullable(found);
    }

    private static Entry entry(String line, Path file) {
        String[] words = line.split("\\s+", -1);
        if (words.length != 2) throw new ConfigException(KEY, file, "lines of two words, 'role token'");
        if (words[1].length() < LENGTH_MIN) {
            throw new ConfigException(KEY, file, "tokens of at least " + LENGTH_MIN + " characters; one is shorter");
        }
        return new Entry(sha256(words[1]), role(words[0], file));
    }

    private static Role role(String word, Path file) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(word)) return role;
        }
        throw new ConfigException(KEY, file, "lines that begin with viewer or troubleshooter; one begins with " + word);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConfigException(KEY, file, "a readable file with lines 'role token'");
        }
    }

    private static byte[] ascii(String hex) {
        return hex.getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
