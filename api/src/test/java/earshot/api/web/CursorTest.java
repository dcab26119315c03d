// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void keepsItsPlaceToTheMicrosecond() {
        Cursor cursor = new Cursor(Instant.parse("2026-01-02T03:04:05.000006Z"), "0123456789abcdefghjkmnpqrs");

        assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "%00", "1.0.short", "2.0.0123456789abcdefghjkmnpqrs", "1.9'9.0123456789abcdefghjkmnpqrs"})
    void anythingElseIsRefusedByName(String plain) {
        String text = Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Cursor.parse(text))
                .isInstanceOfSatisfying(BadParameterException.class, refusal -> assertThat(refusal.field())
                        .isEqualTo("cursor"));
        assertThatThrownBy(() -> Cursor.parse(plain)).isInstanceOf(BadParameterException.class);
    }
}
