// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.storage.ClickHouse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiFlagsTest {
    @Test
    void nothingSaidMeansLoopbackAndNoWebhooks() {
        ApiSettings settings = parse();

        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.clickHouse()).isEqualTo(new ClickHouse("http://127.0.0.1:8123", "default", "", "earshot"));
        assertThat(settings.webhooks()).isEmpty();
    }

    @Test
    void theCommandLineWinsOverTheEnvironment() {
        Map<String, String> environment = Map.of("EARSHOT_API_PORT", "9000", "EARSHOT_API_BIND", "127.0.0.2");

        ApiSettings settings = ApiFlags.parse(new String[] {"--port", "9001"}, environment);

        assertThat(settings.port()).isEqualTo(9001);
        assertThat(settings.bind()).isEqualTo("127.0.0.2");
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
        "--port,eighty,port is 'eighty'",
        "--port,70000,port is '70000'",
        "--clickhouse,db.example?password=x,clickhouse is 'db.example'",
        "--nonsense,1,is not understood",
        "--webhook,https://receiver.example/,webhook needs --kafka"
    })
    void aMistakeIsNamedInOneSentence(String flag, String value, String sentence) {
        assertThatThrownBy(() -> parse(flag, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(sentence);
    }

    private static ApiSettings parse(String... args) {
        return ApiFlags.parse(args, Map.of());
    }
}
