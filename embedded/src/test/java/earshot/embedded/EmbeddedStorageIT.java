// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import earshot.storage.ClickHouse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Storage on the embedded engine. */
class EmbeddedStorageIT extends StorageContract {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStorageIT.class);

    @TempDir
    static Path directory;

    private static ClickHouseProcess engine;

    @BeforeAll
    static void start() throws Exception {
        engine = ClickHouseProcess.start(directory, 0, LOG::info);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Override
    ClickHouse database(String name) {
        return engine.connection(name);
    }
}
