// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded;

import earshot.storage.ClickHouse;
import org.testcontainers.clickhouse.ClickHouseContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Storage on the ClickHouse server that people run; skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerStorageIT extends StorageContract {
    @Container
    private static final ClickHouseContainer SERVER = new ClickHouseContainer("clickhouse/clickhouse-server:26.7");

    @Override
    ClickHouse database(String name) {
        return new ClickHouse(
                "http://" + SERVER.getHost() + ':' + SERVER.getMappedPort(8123),
                SERVER.getUsername(),
                SERVER.getPassword(),
                name);
    }
}
