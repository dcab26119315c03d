// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.dissect.DecodeError;
import earshot.standalone.text.Terminal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorTableTest {
    @Test
    void kindsComeByTheirCountWithTheirPackets() {
        List<DecodeError> errors = List.of(
                new DecodeError(3, "sip", "status outside 100 to 699"),
                new DecodeError(7, "ip", "total length"),
                new DecodeError(8, "ip", "total length"),
                new DecodeError(0, "file", "cut off"));
        Map<String, Long> counts =
                Map.of("sip:status outside 100 to 699", 1L, "ip:total length", 40L, "file:cut off", 1L);

        assertThat(ErrorTable.of(errors, counts, 10, Terminal.PLAIN)).isEqualTo("""
                COUNT  LAYER  REASON                     PACKETS
                   40  ip     total length               7-8 and 38 more
                    1  file   cut off                    -
                    1  sip    status outside 100 to 699  3
                """);
        assertThat(ErrorTable.of(errors, counts, 1, Terminal.PLAIN))
                .contains("total length")
                .doesNotContain("sip");
    }
}
