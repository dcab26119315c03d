// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.storage.SipMessageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which lanes there are, on addresses that are awkward. */
class LanesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<SipMessageRow> messages = new ArrayList<>();

    @Test
    void aHostThatUsesManyPortsIsOneLane() {
        message("10.0.0.1:5060", "10.0.0.2:5060", null);
        message("10.0.0.2:5070", "10.0.0.1:5060", 200);

        assertThat(lanes()).extracting(Ladder.Lane::id).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(lanes().get(1).addresses()).containsExactly("10.0.0.2:5060", "10.0.0.2:5070");
    }

    /** Two programs on one machine: by host alone every arrow would end where it began. */
    @Test
    void portsOfAHostThatTalkToEachOtherAreLanesOfTheirOwn() {
        message("127.0.0.1:5060", "127.0.0.1:5070", null);
        message("127.0.0.1:5070", "127.0.0.1:5060", 200);

        assertThat(lanes()).extracting(Ladder.Lane::id).containsExactly("127.0.0.1:5060", "127.0.0.1:5070");
        assertThat(lanes()).extracting(Ladder.Lane::role).containsExactly("caller", "callee");
    }

    @Test
    void aHostThatPassesAnInviteOnIsAProxy() {
        message("[2001:db8::1]:5060", "[2001:db8::2]:5060", null);
        message("[2001:db8::2]:5060", "[2001:db8::3]:5060", null);

        assertThat(lanes()).extracting(Ladder.Lane::id).containsExactly("2001:db8::1", "2001:db8::2", "2001:db8::3");
        assertThat(lanes()).extracting(Ladder.Lane::role).containsExactly("caller", "proxy", "callee");
    }

    @Test
    void mediaBelongsToTheLaneThatAnnouncedItFirst() {
        message("10.0.0.1:5060", "10.0.0.2:5060", null);
        message("10.0.0.2:5060", "10.0.0.3:5060", null);
        Lanes lanes = new Lanes(messages);
        lanes.announce("192.0.2.7:4000", "10.0.0.1:5060");
        lanes.announce("192.0.2.7:4000", "10.0.0.2:5060");

        assertThat(lanes.mediaLaneOf("192.0.2.7:4000")).isEqualTo("10.0.0.1");
        assertThat(lanes.mediaLaneOf("10.0.0.3:9999")).isEqualTo("10.0.0.3");
        assertThat(lanes.mediaLaneOf("192.0.2.8:4000")).isEqualTo("192.0.2.8");
        assertThat(lanes.list().get(3).role()).isEqualTo("media");
    }

    private List<Ladder.Lane> lanes() {
        return new Lanes(messages).list();
    }

    private void message(String src, String dst, @Nullable Integer status) {
        messages.add(new SipMessageRow(
                "key",
                START,
                "p1",
                1,
                messages.size(),
                "c1",
                0,
                "UDP",
                src,
                dst,
                "INVITE",
                null,
                status,
                null,
                1,
                "",
                "",
                "a",
                "",
                "z9hG4bK1",
                "",
                false,
                "",
                List.of(),
                ""));
    }
}
