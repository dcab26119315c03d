// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberMaskTest {
    @ParameterizedTest
    @CsvSource({"+4930123456,+49•••56", "alice.smith,ali•••th", "alice,•••", "100,•••", "'',''"})
    void aUserKeepsItsHeadAndTail(String user, String masked) {
        assertThat(NumberMask.user(user)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "sip:+4930123456@10.0.0.1,sip:+49•••56@10.0.0.1",
        "sips:alice@example.org;user=phone,sips:•••@example.org;user=phone",
        "tel:+4930123456,tel:+49•••56",
        "sip:10.0.0.1,sip:10.0.0.1",
        "urn:service:sos,•••"
    })
    void aUriKeepsEverythingButItsUser(String uri, String masked) {
        assertThat(NumberMask.uri(uri)).isEqualTo(masked);
    }
}
