// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.storage.ClickHouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told when the API cannot start: one sentence, at once. */
class ApiServerTest {
    private static final ClickHouse NOWHERE = new ClickHouse("http://127.0.0.1:1", "default", "", "earshot");

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ApiServer.start(ApiSettings.local(other.getLocalPort(), NOWHERE)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("port " + other.getLocalPort() + " on 127.0.0.1 cannot be opened: stop the program that"
                            + " holds it, or choose another with --port");
        }
    }

    @Test
    void anAbsentClickHouseIsNamed() {
        assertThatThrownBy(() -> ApiServer.start(ApiSettings.local(0, NOWHERE)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "ClickHouse does not answer at http://127.0.0.1:1: start it, or name another with --clickhouse");
    }

    @Test
    void othersMayOnlyReachItWithTokens() {
        ApiSettings open = new ApiSettings("0.0.0.0", 0, NOWHERE, Optional.empty(), Optional.empty(), List.of());

        assertThatThrownBy(() -> ApiServer.start(open))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("name a file of API tokens with --token-file");
    }
}
