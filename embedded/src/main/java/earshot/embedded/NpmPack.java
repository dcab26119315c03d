// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The npm client, used to fetch the archive of one package. */
final class NpmPack {
    private static final int PROGRESS_SECONDS = 5;
    private static final int TIMEOUT_SECONDS = 1_800;

    private final String command;

    NpmPack(String command) {
        this.command = command;
    }

    /** Leaves the archive in the directory under its name, or throws a sentence that says what is missing. */
    void fetch(NpmPackage wanted, Path directory, Consumer<String> progress) throws IOException {
        String name = wanted.name();
        // Not in the cache itself, so that what npm leaves behind when it is killed is never taken for an archive.
        Path work = Files.createTempDirectory(directory, "npm-");
        Path log = work.resolve("npm.log");
        try {
            Process npm = start(
                    List.of(command, "pack", name + '@' + wanted.version(), "--loglevel=error"), work, log, wanted);
            try {
                if (!await(npm, wanted, progress)) {
                    throw new EngineUnavailableException("npm did not fetch " + name + " within " + TIMEOUT_SECONDS / 60
                            + " minutes: check the network and try again.");
                }
            } finally {
                npm.destroyForcibly();
            }
            if (npm.exitValue() != 0) {
                throw new EngineUnavailableException("npm could not fetch " + name + " " + wanted.version() + " ("
                        + reason(log) + "): check the network and npm's registry and proxy settings.");
            }
            Files.move(
                    work.resolve(wanted.archive()),
                    directory.resolve(wanted.archive()),
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            NpmPackage.deleteAll(work);
        }
    }

    private static Process start(List<String> command, Path work, Path log, NpmPackage wanted) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    wanted.title()
                            + " is fetched with npm, which is not installed: install npm (Debian: apt-get install npm),"
                            + " or " + wanted.instead() + ".",
                    e);
        }
    }

    private static boolean await(Process npm, NpmPackage wanted, Consumer<String> progress) throws IOException {
        try {
            for (int waited = PROGRESS_SECONDS; waited <= TIMEOUT_SECONDS; waited += PROGRESS_SECONDS) {
                if (npm.waitFor(PROGRESS_SECONDS, TimeUnit.SECONDS)) return true;
                progress.accept("  still fetching, " + waited + " s");
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("Fetching " + wanted.lowerTitle() + " was interrupted.", e);
        }
    }

    /** The first line that names an error, without npm's own prefix. */
    private static String reason(Path log) throws IOException {
        for (String line : Files.readAllLines(log)) {
            if (line.matches("npm (error|ERR!).*")) return line.replaceFirst("npm (error|ERR!)\\s*", "");
        }
        return "no reason given";
    }
}
