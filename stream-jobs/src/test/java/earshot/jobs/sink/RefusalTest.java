// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void tablesThatNobodyCreatedYetAreWaitedForAndNamed() {
        SQLException unknownTable = new SQLException("insert failed", new SQLException("unknown table", "", 60));

        assertThat(Refusal.of(unknownTable)).isEqualTo(Refusal.TRANSIENT);
        assertThat(Refusal.missesTables(unknownTable)).isTrue();
        assertThat(Refusal.missesTables(new SQLException("connection refused"))).isFalse();
    }

    @Test
    void aValueThatCannotBeReadIsRefusedForGood() {
        assertThat(Refusal.of(new SQLException("cannot parse text", "", 6))).isEqualTo(Refusal.POISON);
    }
}
