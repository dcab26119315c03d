// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** The ClickHouse engine as a library. */
public final class ChdbLibrary {
    private static final String VERSION = "26.7.3-stable.1";
    private static final String LIBRARY = "libchdb.so";
    private static final String ENTRY = "package/" + LIBRARY;
    private static final NpmPackage PACKAGE = new NpmPackage(
            "The ClickHouse engine",
            "@chdb/lib-linux-x64-gnu",
            VERSION,
            "chdb-lib-linux-x64-gnu-" + VERSION + ".tgz",
            "XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==",
            178,
            900,
            "start a ClickHouse server and name it with --clickhouse");

    private ChdbLibrary() {}

    /**
     * The library in the cache directory, fetched if it is not there yet.
     *
     * @param progress takes lines for a person to follow; none when nothing has to be fetched
     */
    public static Path fetch(Path cache, Consumer<String> progress) throws IOException {
        return PACKAGE.install(cache, "chdb-" + VERSION, ChdbLibrary::unpack, progress)
                .resolve(LIBRARY);
    }

    /** The cache directory that programs use unless told otherwise. */
    public static Path cacheDirectory() {
        return NpmPackage.cacheDirectory();
    }

    private static void unpack(Path archive, Path directory) throws IOException {
        Path library = directory.resolve(LIBRARY);
        TarGzip.extract(archive, ENTRY, library);
        // On disk before the directory gets its name: after a power cut a whole library is there, or none.
        try (FileChannel written = FileChannel.open(library, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }
}
