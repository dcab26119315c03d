// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = new Redaction("name: secret\r\nnext: line\r\n");

    @Test
    void whatIsKeptFromEndToEndIsTheTextItself() {
        redaction.keep(0, 12).endLine();
        redaction.add("next").add(": ").keep(20, 24).endLine();

        assertThat(redaction.toString(100)).isSameAs(redaction.text());
        assertThat(redaction.length()).isEqualTo(26);
    }

    @Test
    void whatIsAddedInsteadOfAPartStandsBetweenWhatIsKept() {
        redaction.keep(0, 6).add("***").endLine();
        redaction.keep(14, 24).endLine();
        redaction.add("end");

        assertThat(redaction.toString(100)).isEqualTo("name: ***\r\nnext: line\r\nend");
        assertThat(redaction.length()).isEqualTo(26);
    }

    @Test
    void whatIsLeftOutIsNotThere() {
        redaction.keep(14, 24).endLine();

        assertThat(redaction.toString(100)).isEqualTo("next: line\r\n");
    }

    @Test
    void theResultIsCut() {
        redaction.keep(0, 14);
        assertThat(redaction.toString(4)).isEqualTo("name");

        redaction.add("more");
        assertThat(redaction.toString(16)).isEqualTo("name: secret\r\nmo");
    }

    @Test
    void ofNoTextThereIsWhatIsAdded() {
        Redaction empty = new Redaction("");
        empty.add("").add("a").add(": b").endLine();

        assertThat(empty.toString(100)).isEqualTo("a: b\r\n");
    }
}
