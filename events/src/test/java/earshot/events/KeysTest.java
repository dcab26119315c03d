// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysTest {
    /** Computed with Python: hashlib.sha256 of the text, first 16 bytes, base32 with Crockford's alphabet. */
    @Test
    void aCallKeyIsTheFirst128BitsOfTheHashInCrockfordBase32() {
        assertThat(Keys.callKey("9f1c2e@192.0.2.10")).isEqualTo("09yz2mp4336ht6jjmrmgh0kstr");
        assertThat(Keys.callKey("a/b?c%d\\e\"f")).isEqualTo("f4nysp2fms18anhyjzgff1vmhg");
    }

    @Test
    void theSameSsrcOnTheSamePortsLaterIsAnotherStream() {
        String first = Keys.streamId("lab", "192.0.2.1:4000", "192.0.2.2:4002", 0xa1b2c3d4L, 1_000_000);
        String later = Keys.streamId("lab", "192.0.2.1:4000", "192.0.2.2:4002", 0xa1b2c3d4L, 2_000_000);

        assertThat(first).hasSize(26).isNotEqualTo(later);
    }
}
