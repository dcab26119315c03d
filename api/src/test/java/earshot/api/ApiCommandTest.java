// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.storage.ClickHouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ApiCommandTest {
    @Test
    void nothingSaidMeansLoopbackAndNoWebhooks() {
        ApiSettings settings = parse();

        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.clickHouse()).isEqualTo(new ClickHouse("http://127.0.0.1:8123", "default", "", "earshot"));
        assertThat(settings.webhooks()).isEmpty();
    }

    @Test
    void aClickHouseUrlMayBeAJdbcUrlWithUserAndPassword() {
        ClickHouse clickHouse = parse("--clickhouse", "jdbc:clickhouse://db:8123/voice?user=reader&password=a%26b")
                .clickHouse();

        assertThat(clickHouse.database()).isEqualTo("voice");
        assertThat(clickHouse.user()).isEqualTo("reader");
        assertThat(clickHouse.password()).isEqualTo("a&b");
    }

    @ParameterizedTest
    @CsvSource({
        "--port,70000,port is \"70000\"",
        "--clickhouse,db.example?password=x,clickhouse is \"db.example\"",
        "--webhook,https://receiver.example/,webhook needs --kafka"
    })
    void aMistakeIsNamedInOneSentence(String flag, String value, String sentence) {
        assertThatThrownBy(() -> parse(flag, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(sentence);
    }

    private static ApiSettings parse(String... args) {
        ApiCommand command = new ApiCommand();
        new CommandLine(command).parseArgs(args);
        return command.settings();
    }
}
