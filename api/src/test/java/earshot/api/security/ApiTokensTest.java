// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.api.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokensTest {
    @TempDir
    Path directory;

    @Test
    void eachTokenOpensItsRole() throws IOException {
        ApiTokens tokens =
                read("# who may ask\n\nviewer 0123456789abcdef01234567\ntroubleshooter\tABCDEFGHIJKLMNOPQRSTUVWX\n");

        assertThat(tokens.roleOf("0123456789abcdef01234567")).contains(Role.VIEWER);
        assertThat(tokens.roleOf("ABCDEFGHIJKLMNOPQRSTUVWX")).contains(Role.TROUBLESHOOTER);
        assertThat(tokens.roleOf("0123456789abcdef0123456")).isEmpty();
        assertThat(tokens.roleOf("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nobody", "viewer", "root 0123456789abcdef01234567", "viewer tooshort"})
    void aFileThatOpensNothingIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("token-file")
                .message()
                .doesNotContain("0123456789abcdef01234567")
                .doesNotContain("tooshort");
    }

    private ApiTokens read(String text) throws IOException {
        return ApiTokens.read(Files.writeString(directory.resolve("tokens"), text));
    }
}
