// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickHouseTest {
    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1:8123,              jdbc:clickhouse:http://10.0.0.1:8123/earshot",
        "http://10.0.0.1:8123/,             jdbc:clickhouse:http://10.0.0.1:8123/earshot",
        "https://db.example:8443,           jdbc:clickhouse:https://db.example:8443/earshot",
        "jdbc:clickhouse://db.example:8123, jdbc:clickhouse://db.example:8123/earshot",
        "jdbc:ch:http://db.example:8123,    jdbc:ch:http://db.example:8123/earshot",
    })
    void anAddressBecomesOneForTheDriver(String url, String jdbcUrl) {
        assertThat(new ClickHouse(url, "u", "p", "earshot").jdbcUrl()).isEqualTo(jdbcUrl);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8123", "http://", "ftp://host", "http://host:8123/db", "http://host?x=1", ""})
    void anythingElseIsRefusedWithTheFormsAllowed(String url) {
        assertThatThrownBy(() -> new ClickHouse(url, "u", "p", "earshot"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://host:8123");
    }

    @Test
    void aDatabaseNameCannotCarrySql() {
        assertThatThrownBy(() -> new ClickHouse("http://h:1", "u", "p", "a`; DROP DATABASE b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new ClickHouse("http://h:1", "u", "secret", "d").toString()).doesNotContain("secret");
    }

    @Test
    void anAbsentEngineIsSaidInOneSentence() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = socket.getLocalPort();
        }
        ClickHouse absent = new ClickHouse("http://127.0.0.1:" + port, "default", "", "earshot");
        assertThatThrownBy(() -> new Migrator(absent).migrate())
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("ClickHouse does not answer at http://127.0.0.1:" + port)
                .hasMessageContaining("--clickhouse");
    }
}
