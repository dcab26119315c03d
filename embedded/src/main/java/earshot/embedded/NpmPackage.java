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
import java.util.stream.Stream;

/**
 * A native program that comes from the npm registry: fetched once by package name and exact version, checked against
 * its published SHA-512, and kept unpacked in a cache directory. Several programs may ask at once; one fetches.
 *
 * @param title what people call it, beginning with "The"
 * @param archive file name that npm gives the package
 * @param sha512 base64, as the registry publishes it
 * @param downloadMegabytes size of the archive
 * @param diskMegabytes room needed while unpacking
 * @param instead what a person can do without it, as the end of a sentence
 */
record NpmPackage(
        String title,
        String name,
        String version,
        String archive,
        String sha512,
        int downloadMegabytes,
        int diskMegabytes,
        String instead) {
    /** Turns a checked archive into what is wanted, in an empty directory. */
    interface Unpack {
        void unpack(Path archive, Path directory) throws IOException;
    }

    /**
     * Where native programs are kept: system property {@code earshot.cache}, else environment {@code EARSHOT_CACHE}, else
     * {@code ~/.cache/earshot}.
     */
    static Path cacheDirectory() {
        String property = System.getProperty("earshot.cache");
        if (property != null && !property.isBlank()) return Path.of(property);
        String environment = System.getenv("EARSHOT_CACHE");
        if (environment != null && !environment.isBlank()) return Path.of(environment);
        return Path.of(System.getProperty("user.home"), ".cache", "earshot");
    }

    /**
     * The directory in the cache that holds what {@code unpack} made of the package, now or before.
     *
     * @param progress takes lines for a person to follow; none when nothing has to be fetched
     */
    Path install(Path cache, String directory, Unpack unpack, Consumer<String> progress) throws IOException {
        Path home = cache.resolve(directory);
        if (Files.exists(home)) return home;
        requirePlatform();
        createCache(cache);
        synchronized (NpmPackage.class) { // the lock serves other processes, this the threads of this one
            try (FileChannel channel = FileChannel.open(
                            cache.resolve(directory + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, progress)) {
                if (lock.isValid() && !Files.exists(home)) unpackInto(cache, home, unpack, progress);
            }
        }
        return home;
    }

    private void unpackInto(Path cache, Path home, Unpack unpack, Consumer<String> progress) throws IOException {
        requireRoom(cache);
        Path fetched = cache.resolve(archive);
        // An archive put here by hand serves machines without network; it is checked like any other.
        if (!Files.exists(fetched)) {
            progress.accept("Fetching " + lowerTitle() + " with npm: " + name + " " + version + ", " + downloadMegabytes
                    + " MB, once.");
            new NpmPack("npm").fetch(this, cache, progress);
        }
        progress.accept("Checking and unpacking " + lowerTitle() + " into " + home + ".");
        verify(fetched);
        Path partial = Files.createTempDirectory(cache, "unpacking-");
        try {
            unpack.unpack(fetched, partial);
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteAll(partial);
        }
        Files.delete(fetched);
        progress.accept(title + " is ready.");
    }

    private void requireRoom(Path cache) throws IOException {
        long freeMegabytes = Files.getFileStore(cache).getUsableSpace() >> 20;
        if (freeMegabytes >= diskMegabytes) return;
        throw new EngineUnavailableException(String.format(
                Locale.ROOT,
                "%s needs %d MB in %s, where %d MB are free: make room, or set EARSHOT_CACHE to a directory elsewhere.",
                title,
                diskMegabytes,
                cache,
                freeMegabytes));
    }

    private void verify(Path fetched) throws IOException {
        String actual = sha512(fetched);
        if (actual.equals(sha512)) return;
        Files.delete(fetched);
        throw new EngineUnavailableException("The archive of " + name + " " + version
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

    private FileLock lock(FileChannel channel, Consumer<String> progress) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) return lock;
        progress.accept("Waiting for another program that is fetching " + lowerTitle() + ".");
        return channel.lock();
    }

    private void createCache(Path cache) throws IOException {
        try {
            Files.createDirectories(cache);
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    "The cache directory " + cache + " cannot be made: set EARSHOT_CACHE to one that can be written.",
                    e);
        }
    }

    private void requirePlatform() throws EngineUnavailableException {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (system.equals("Linux") && machine.equals("amd64")) return;
        throw new EngineUnavailableException(
                title + " runs on Linux x86-64 with glibc, not on " + system + " " + machine + ": " + instead + ".");
    }

    /** The title in the middle of a sentence. */
    String lowerTitle() {
        return "the" + title.substring("The".length());
    }

    /** Deletes a directory with what is in it, if it is there. */
    static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
