// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The ClickHouse engine as a library: fetched once with the npm client, by package name and exact version, checked
 * against the package's published SHA-512, and kept in a cache directory. Several programs may ask at once; one fetches.
 */
public final class ChdbLibrary {
    private static final String PACKAGE = "@chdb/lib-linux-x64-gnu";
    private static final String VERSION = "26.7.3-stable.1";
    private static final String INTEGRITY =
            "XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==";
    private static final String ARCHIVE = "chdb-lib-linux-x64-gnu-" + VERSION + ".tgz";
    private static final String ENTRY = "package/libchdb.so";
    private static final String HOME = "chdb-" + VERSION;
    private static final String LIBRARY = "libchdb.so";

    /** Octets needed while fetching: the archive and the library unpacked, with some room. */
    private static final long DISK_NEEDED = 900L << 20;

    private ChdbLibrary() {}

    /**
     * Where the library is kept: system property {@code earshot.cache}, else environment {@code EARSHOT_CACHE}, else
     * {@code ~/.cache/earshot}.
     */
    public static Path cacheDirectory() {
        String property = System.getProperty("earshot.cache");
        if (property != null && !property.isBlank()) return Path.of(property);
        String environment = System.getenv("EARSHOT_CACHE");
        if (environment != null && !environment.isBlank()) return Path.of(environment);
        return Path.of(System.getProperty("user.home"), ".cache", "earshot");
    }

    /**
     * The library in the cache directory, fetched if it is not there yet.
     *
     * @param progress takes lines for a person to follow; none when nothing has to be fetched
     */
    public static synchronized Path fetch(Path cache, Consumer<String> progress) throws IOException {
        Path library = cache.resolve(HOME).resolve(LIBRARY);
        if (Files.exists(library)) return library;
        requirePlatform();
        createCache(cache);
        // The lock serves other processes; threads of this one wait for the method's own.
        try (FileChannel channel = FileChannel.open(
                        cache.resolve(HOME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel, progress)) {
            if (lock.isValid() && !Files.exists(library)) install(cache, library, progress);
        }
        return library;
    }

    private static void install(Path cache, Path library, Consumer<String> progress) throws IOException {
        long free = Files.getFileStore(cache).getUsableSpace();
        if (free < DISK_NEEDED) {
            throw new EngineUnavailableException(String.format(
                    Locale.ROOT,
                    "The ClickHouse engine needs %d MB in %s, where %d MB are free: make room, or set EARSHOT_CACHE to a"
                            + " directory elsewhere.",
                    DISK_NEEDED >> 20,
                    cache,
                    free >> 20));
        }
        Path archive = cache.resolve(ARCHIVE);
        // An archive put here by hand serves machines without network; it is checked like any other.
        if (!Files.exists(archive)) {
            progress.accept("Fetching the ClickHouse engine with npm: " + PACKAGE + " " + VERSION + ", 178 MB, once.");
            new NpmPack("npm").fetch(PACKAGE, VERSION, ARCHIVE, cache, progress);
        }
        progress.accept("Checking and unpacking the ClickHouse engine (566 MB) into " + library.getParent() + ".");
        verify(archive);
        Files.createDirectories(library.getParent());
        Path partial = library.resolveSibling(LIBRARY + ".part");
        TarGzip.extract(archive, ENTRY, partial);
        try (FileChannel written = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(partial, library, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(archive);
        progress.accept("The ClickHouse engine is ready.");
    }

    private static void verify(Path archive) throws IOException {
        String actual = sha512(archive);
        if (actual.equals(INTEGRITY)) return;
        Files.delete(archive);
        throw new EngineUnavailableException("The archive of " + PACKAGE + " " + VERSION
                + " is damaged or not the published one (SHA-512 " + actual + ") and was deleted: try again.");
    }

    private static String sha512(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    private static FileLock lock(FileChannel channel, Consumer<String> progress) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) return lock;
        progress.accept("Waiting for another program that is fetching the ClickHouse engine.");
        return channel.lock();
    }

    private static void createCache(Path cache) throws IOException {
        try {
            Files.createDirectories(cache);
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    "The cache directory " + cache + " cannot be made: set EARSHOT_CACHE to one that can be written.",
                    e);
        }
    }

    private static void requirePlatform() throws EngineUnavailableException {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (system.equals("Linux") && machine.equals("amd64")) return;
        throw new EngineUnavailableException("The embedded ClickHouse engine runs on Linux x86-64 with glibc, not on "
                + system + " " + machine + ": start a ClickHouse server and name it with --clickhouse.");
    }
}
